package dev.tocsin.demo.recording;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.util.function.Predicate;

/** The embedded recording as a matrix, each step the latest sample as Prometheus has it. */
public final class RecordedMatrix {
  /** Five minutes, inclusive. */
  private static final Duration REACH = Duration.ofMinutes(5).plusMillis(1);

  private RecordedMatrix() {}

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
          matrix.set(row, i, series.valueAt(grid.timeMillis(i), REACH));
        }
      }
    }
    return matrix.build();
  }
}
