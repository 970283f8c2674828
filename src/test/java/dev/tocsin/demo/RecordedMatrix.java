package dev.tocsin.demo;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The embedded recording as a matrix, each step the latest sample as Prometheus has it. */
public final class RecordedMatrix {
  private static final long REACH_MILLIS = Duration.ofMinutes(5).toMillis();

  private RecordedMatrix() {}

  /** An incident that the recording really had. */
  public record Truth(String kind, Instant from, Instant to) {}

  /** The recording's series that are wanted, on a grid from its start to its end. */
  public static SeriesMatrix of(Recording recording, Duration step, Predicate<Labels> wanted) {
    long stepMillis = step.toMillis();
    long start = recording.start().toEpochMilli();
    // The targets are scraped in turn: in the last second some have no sample yet.
    long end = recording.end().minusSeconds(1).toEpochMilli();
    int count = (int) ((end - start) / stepMillis) + 1;
    TimeGrid grid = new TimeGrid(start, stepMillis, count);
    SeriesMatrix.Builder matrix = SeriesMatrix.on(grid);
    for (RecordedSeries series : recording.series()) {
      if (wanted.test(series.labels())) {
        int row = matrix.row(series.labels());
        for (int i = 0; i < count; i++) {
          int sample =
              Lookback.at(grid.timeMillis(i), REACH_MILLIS)
                  .sampleAt(series.timeline(), grid.timeMillis(i));
          if (sample >= 0) {
            matrix.set(row, i, series.value(sample));
          }
        }
      }
    }
    return matrix.build();
  }

  /** What really happened, in time order. */
  public static List<Truth> truth(Recording recording) {
    return recording.incidents().stream()
        .map(incident -> new Truth(incident.kind(), incident.from(), incident.to()))
        .toList();
  }
}
