package dev.tocsin.window;

import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;

/**
 * What is done to samples before a model sees them. Travels in the model.
 *
 * @param counters which series become rates per second
 * @param maxGapSteps how many missing steps in a row the last sample may stand in for, at least 0
 */
public record Preprocessing(CounterRule counters, int maxGapSteps) {
  /** Steps that an aligned matrix loses at its start, because a rate needs a step before it. */
  public static final int LEAD_STEPS = 1;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code maxGapSteps} is negative
   */
  public Preprocessing {
    if (maxGapSteps < 0) {
      throw new IllegalArgumentException(
          "max gap is " + maxGapSteps + " steps, expected 0 or more");
    }
  }

  /**
   * The matrix that models see: {@code [series × (time − 1)]}, the first step dropped.
   *
   * <p>NaN where there is no sample. A gauge keeps its values, infinities too. A counter becomes a
   * rate per second, NaN at its first sample.
   */
  public SeriesMatrix align(SeriesMatrix samples) {
    return align(samples, LEAD_STEPS);
  }

  /**
   * The same with the first step, at which no counter has a rate, for samples before which there
   * are none: {@code [series × time]}.
   */
  public SeriesMatrix alignFromStart(SeriesMatrix samples) {
    return align(samples, 0);
  }

  private SeriesMatrix align(SeriesMatrix samples, int dropped) {
    TimeGrid grid = samples.grid();
    double stepSeconds = grid.stepMillis() / 1_000.0;
    SeriesMatrix.Builder aligned = SeriesMatrix.on(grid.slice(dropped, grid.count()));
    double[] row = new double[grid.count()];
    for (int i = 0; i < samples.rows(); i++) {
      samples.copyRow(i, 0, row.length, row, 0);
      if (counters.isCounter(samples.labels(i))) {
        Rates.perSecond(row, stepSeconds, maxGapSteps);
      }
      aligned.put(aligned.row(samples.labels(i)), 0, row, dropped, row.length - dropped);
    }
    return aligned.build();
  }
}
