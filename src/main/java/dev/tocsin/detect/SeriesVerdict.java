package dev.tocsin.detect;

import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Optional;

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
    return points.stream().anyMatch(point -> point instanceof Scored scored && scored.anomalous());
  }

  /** Why the series was skipped: the reason at its last step, if no step has a score. */
  public Optional<Unscored.Reason> skipped() {
    if (points.stream().anyMatch(Scored.class::isInstance)) {
      return Optional.empty();
    }
    return points.get(points.size() - 1) instanceof Unscored last
        ? Optional.of(last.reason())
        : Optional.empty();
  }
}
