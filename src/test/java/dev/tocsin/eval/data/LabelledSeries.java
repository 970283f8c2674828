package dev.tocsin.eval.data;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.util.List;

/** Makes cases of one series for tests. */
public final class LabelledSeries {
  private static final long START_MILLIS = 1_600_000_000_000L;
  private static final long STEP_MILLIS = 60_000;

  private LabelledSeries() {}

  /** A series of zeros at one-minute steps. */
  public static LabelledMatrix zeros(int length, StepRange... truth) {
    return of(new double[length], truth);
  }

  /** A series of these values at one-minute steps. */
  public static LabelledMatrix of(double[] values, StepRange... truth) {
    TimeGrid grid = new TimeGrid(START_MILLIS, STEP_MILLIS, values.length);
    SeriesMatrix matrix = SeriesMatrix.on(grid).add(Labels.of("series", "made"), values).build();
    return LabelledMatrix.onGrid("made", matrix, List.of(truth));
  }
}
