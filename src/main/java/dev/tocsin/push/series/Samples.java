package dev.tocsin.push.series;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.push.delivery.Drops;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.report.ScoreValue;
import dev.tocsin.push.series.wire.Sample;
import dev.tocsin.push.series.wire.WrittenSeries;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The samples of a report: those that have a score and lie not after now, ascending by time.
 *
 * @param inOrder ascending by time; at one time as the report has them
 * @param drops what was left out, and is no step without a score
 */
record Samples(List<Sample> inOrder, Drops drops) {

  static Samples of(Report report, SeriesNaming naming, Instant now) {
    return new Builder(report, naming, now).build();
  }

  /** Collects the samples of one report. */
  private static final class Builder {
    private final Report report;
    private final SeriesNaming naming;
    private final Instant now;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<Labels> known = new HashSet<>();
    private long future;
    private long colliding;

    Builder(Report report, SeriesNaming naming, Instant now) {
      this.report = report;
      this.naming = naming;
      this.now = now;
    }

    Samples build() {
      report.series().forEach(this::add);
      report.groups().forEach(this::add);
      samples.sort(Comparator.comparingLong(Sample::timeMillis));
      return new Samples(
          samples, Drops.of(DropReason.FUTURE, future).plus(DropReason.COLLIDING, colliding));
    }

    private void add(SeriesVerdict series) {
      List<Scored> points = series.scored().toList();
      if (points.isEmpty()) {
        return;
      }
      Labels labels = naming.labels(series.labels(), report.subject());
      List<ScoreValue> values = valuesOfSeries();
      if (!known.add(labels)) {
        colliding += (long) points.size() * values.size();
        return;
      }
      for (ScoreValue value : values) {
        WrittenSeries named = named(labels, value);
        points.forEach(point -> add(named, point.time(), value.of(point)));
      }
    }

    /** Of grouped series the groups have the scores, or a rule on the score would tell of both. */
    private List<ScoreValue> valuesOfSeries() {
      return naming.values().stream()
          .filter(value -> report.groups().isEmpty() || value != ScoreValue.ANOMALY_SCORE)
          .toList();
    }

    private void add(GroupVerdict group) {
      if (naming.values().contains(ScoreValue.ANOMALY_SCORE)) {
        Labels labels = naming.labels(group.labels(), report.subject());
        WrittenSeries named = named(labels, ScoreValue.ANOMALY_SCORE);
        group.scored().forEach(score -> add(named, score.time(), score.anomalyScore()));
      }
    }

    private void add(WrittenSeries series, Instant time, double value) {
      if (time.isAfter(now)) {
        future++;
      } else if (!Double.isNaN(value)) { // NaN: the model makes no forecast
        samples.add(new Sample(series, time.toEpochMilli(), value));
      }
    }

    private WrittenSeries named(Labels labels, ScoreValue value) {
      return new WrittenSeries(labels.with(Labels.METRIC_NAME, naming.name(value)));
    }
  }
}
