package dev.tocsin.pipeline.backtest;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Span;
import dev.tocsin.detect.measure.Quality;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well a back-test met what is known to have been anomalous in its range: each series by its
 * own incidents, or each group by the group's. What begins before the first fit does not count.
 *
 * @param overall counts of all, and means over those with anomalies
 * @param each of every series, or every group if there are any
 * @param bufferSteps the longest buffer of VUS-PR: as long as the anomalies usually are
 */
public record BacktestQuality(Quality overall, List<Target> each, int bufferSteps) {
  /** Longer ones tell nothing more, and cost as much each. */
  private static final int MAX_BUFFER = 100;

  /** Copies the list. */
  public BacktestQuality {
    each = List.copyOf(each);
  }

  /** The quality of one series or group. */
  public record Target(Labels labels, Quality quality) {}

  /**
   * Measures a back-test.
   *
   * @param known anomalies that have been checked
   */
  public static BacktestQuality of(BacktestResult result, List<KnownAnomaly> known) {
    Measuring measuring = new Measuring(result, known);
    List<Target> each = result.groups().isEmpty() ? measuring.series() : measuring.groups();
    Quality overall = Quality.overall(each.stream().map(Target::quality).toList());
    return new BacktestQuality(overall, each, measuring.protocol.buffer());
  }

  /**
   * Checks anomalies, before much is spent on a back-test.
   *
   * @param samples of the series that are replayed
   * @param lead how many of its first steps are not judged
   * @throws InvalidJobException if one lies outside the range or concerns no series
   */
  public static void check(List<KnownAnomaly> known, SeriesMatrix samples, int lead) {
    TimeGrid grid = samples.grid().slice(lead, samples.columns());
    for (KnownAnomaly anomaly : known) {
      if (IntStream.range(0, samples.rows()).mapToObj(samples::labels).noneMatch(anomaly.isOf())) {
        throw new InvalidJobException(
            anomaly.name() + ".labels",
            "of no series",
            "labels that a series of the back-test has");
      }
      if (nearest(grid, anomaly.to()) < 0 || nearest(grid, anomaly.from()) >= grid.count()) {
        throw new InvalidJobException(
            anomaly.name(),
            anomaly.from() + " to " + anomaly.to(),
            "a time within the range of the back-test, "
                + grid.time(0)
                + " to "
                + grid.time(grid.count() - 1));
      }
    }
  }

  private static long nearest(TimeGrid grid, Instant time) {
    return Math.round((time.toEpochMilli() - grid.startMillis()) / (double) grid.stepMillis());
  }

  /** The measuring of one back-test. */
  private static final class Measuring {
    private final BacktestResult result;
    private final List<KnownAnomaly> known;
    private final Quality.Protocol protocol;

    Measuring(BacktestResult result, List<KnownAnomaly> known) {
      this.result = result;
      this.known = known;
      this.protocol = new Quality.Protocol(result.grid().step(), firstFit(), buffer());
    }

    private int firstFit() {
      return result.fits().stream()
          .filter(fit -> fit.failure().isEmpty())
          .findFirst()
          .map(fit -> step(fit.at()))
          .orElse(result.grid().count());
    }

    private int buffer() {
      int[] lengths = known.stream().mapToInt(one -> range(one).length()).sorted().toArray();
      return lengths.length == 0 ? 0 : Math.min(MAX_BUFFER, lengths[lengths.length / 2]);
    }

    private int step(Instant time) {
      return (int) Math.max(0, Math.min(result.grid().count() - 1L, nearest(result.grid(), time)));
    }

    private StepRange range(KnownAnomaly anomaly) {
      return new StepRange(step(anomaly.from()), step(anomaly.to()));
    }

    private StepRange range(Span span) {
      return new StepRange(step(span.onset()), step(span.end()));
    }

    List<Target> series() {
      Map<Labels, List<StepRange>> alerts = new HashMap<>();
      result.seriesIncidents().forEach(one -> note(alerts, one.labels(), one.span()));
      return result.series().stream()
          .map(one -> target(one.labels(), List.of(one.labels()), scores(one), alerts))
          .toList();
    }

    /** A group is anomalous when any of its series is known to be. */
    List<Target> groups() {
      Map<Labels, List<StepRange>> alerts = new HashMap<>();
      result
          .incidents()
          .forEach(one -> one.group().ifPresent(group -> note(alerts, group, one.span())));
      List<Target> groups = new ArrayList<>();
      for (GroupVerdict group : result.groups()) {
        groups.add(target(group.labels(), group.members(), scores(group), alerts));
      }
      return groups;
    }

    private void note(Map<Labels, List<StepRange>> alerts, Labels labels, Span span) {
      alerts.computeIfAbsent(labels, none -> new ArrayList<>()).add(range(span));
    }

    private Target target(
        Labels labels, List<Labels> members, Scores scores, Map<Labels, List<StepRange>> alerts) {
      List<StepRange> events =
          StepRange.union(
              known.stream()
                  .filter(anomaly -> members.stream().anyMatch(anomaly.isOf()))
                  .map(this::range)
                  .toList());
      List<StepRange> own = alerts.getOrDefault(labels, List.of());
      return new Target(labels, Quality.of(new Quality.Case(scores, own, events), protocol));
    }

    private static Scores scores(SeriesVerdict series) {
      return Scores.of(
          series.points().stream()
              .mapToDouble(p -> p instanceof Scored scored ? scored.anomalyScore() : Double.NaN)
              .toArray());
    }

    private static Scores scores(GroupVerdict group) {
      return Scores.of(
          group.points().stream()
              .mapToDouble(p -> p instanceof JointScore joint ? joint.anomalyScore() : Double.NaN)
              .toArray());
    }
  }
}
