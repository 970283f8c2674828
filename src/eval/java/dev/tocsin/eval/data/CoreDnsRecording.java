package dev.tocsin.eval.data;

import dev.tocsin.demo.recording.Incident;
import dev.tocsin.demo.recording.RecordedSeries;
import dev.tocsin.demo.recording.Recording;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.detect.measure.Tolerance;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The demo's recording of a CoreDNS with four incidents, as its job sees it: queries per second by
 * type, a rhythm of five minutes.
 */
public final class CoreDnsRecording {
  private static final String METRIC = "coredns_dns_requests_total";
  private static final Duration LOOKBACK = Duration.ofSeconds(5);

  /** Alerts within this time after an incident still find it: a rate looks back. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /** Alerts within this time after that tell of the way back. */
  private static final Duration RECOVERY = Duration.ofSeconds(40);

  private static final int BUFFER = 10;

  private CoreDnsRecording() {}

  /** The job's series at this step. */
  public static Benchmark at(Duration step) {
    Recording recording = Recording.coreDns();
    SeriesMatrix rates = rates(recording, step);
    List<StepRange> incidents =
        recording.incidents().stream().map(incident -> stretch(incident, rates.grid())).toList();
    String name = "CoreDNS, " + step.toSeconds() + " s";
    Protocol protocol =
        new Protocol(
            new Tolerance(1, steps(LATE, step), steps(RECOVERY, step)),
            BUFFER,
            Optional.of(recording.season()),
            Grouping.none());
    return new Benchmark(name, List.of(LabelledMatrix.onGrid(name, rates, incidents)), protocol);
  }

  private static int steps(Duration duration, Duration step) {
    return (int) duration.dividedBy(step);
  }

  /** Rates as the product makes them; they bear no metric name, as a PromQL rate does not. */
  private static SeriesMatrix rates(Recording recording, Duration step) {
    TimeGrid grid =
        TimeGrid.endingAt(
            recording.end(),
            step,
            steps(Duration.between(recording.start(), recording.end()), step));
    SeriesMatrix.Builder counts = SeriesMatrix.on(grid);
    for (RecordedSeries series : recording.series()) {
      if (series.labels().metricName().equals(METRIC)) {
        int row = counts.row(series.labels().with(Labels.METRIC_NAME, ""));
        for (int column = 0; column < grid.count(); column++) {
          counts.set(row, column, series.valueAt(grid.timeMillis(column), LOOKBACK));
        }
      }
    }
    return new Preprocessing(CounterRule.ALWAYS, 0).align(counts.build());
  }

  /** The steps whose rate has a part of the incident in it. */
  private static StepRange stretch(Incident incident, TimeGrid grid) {
    long from = incident.from().toEpochMilli() - grid.startMillis();
    long to = incident.to().toEpochMilli() - grid.startMillis();
    int first = (int) (Math.floorDiv(from, grid.stepMillis()) + 1);
    int last = (int) Math.floorDiv(to - 1, grid.stepMillis()) + 1;
    return new StepRange(first, Math.min(last, grid.count() - 1));
  }
}
