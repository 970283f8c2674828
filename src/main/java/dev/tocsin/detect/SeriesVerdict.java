package dev.tocsin.detect;

import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict on one series.
 *
 * @param labels which series
 * @param points the steps asked for, ascending by time, at least one
 */
public record SeriesVerdict(Labels labels, List<PointVerdict> points) {
  /** Copies the list. */
  public SeriesVerdict {
    points = List.copyOf(points);
  }

  /** Whether any of the points is anomalous. */
  public boolean anomalous() {
    return scored().anyMatch(Scored::anomalous);
  }

  /** Why the series was skipped: the reason at its last step, if no step has a score. */
  public Optional<Unscored.Reason> skipped() {
    return scored().findAny().isEmpty() && points.get(points.size() - 1) instanceof Unscored last
        ? Optional.of(last.reason())
        : Optional.empty();
  }

  /** The points that have a score. */
  public Stream<Scored> scored() {
    return points.stream().filter(Scored.class::isInstance).map(Scored.class::cast);
  }
}
