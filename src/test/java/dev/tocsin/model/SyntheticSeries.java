package dev.tocsin.model;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.util.Random;

/** Series with known laws, from fixed seeds. */
public final class SyntheticSeries {
  /** Steps of 15 s, from an instant that is a midnight in UTC. */
  public static final long STEP_MILLIS = 15_000;

  private static final long START_MILLIS = 1_767_225_600_000L;

  private SyntheticSeries() {}

  /** A grid of this many steps. */
  public static TimeGrid grid(int steps) {
    return new TimeGrid(START_MILLIS, STEP_MILLIS, steps);
  }

  /** The labels of the i-th series. */
  public static Labels labels(int i) {
    return Labels.of(Labels.METRIC_NAME, "synthetic", "instance", "host-" + i);
  }

  /** An autoregression: level + spread · x, x[t] = Σ φ[k] x[t − k] + normal noise. */
  public static double[] ar(Random random, int steps, double level, double spread, double... phi) {
    int burnIn = 200;
    double[] x = new double[burnIn + steps];
    for (int t = phi.length; t < x.length; t++) {
      x[t] = random.nextGaussian();
      for (int k = 0; k < phi.length; k++) {
        x[t] += phi[k] * x[t - 1 - k];
      }
    }
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) {
      values[t] = level + spread * x[burnIn + t];
    }
    return values;
  }

  /** A matrix of autoregressions that differ in level and spread. */
  public static SeriesMatrix arMatrix(long seed, int series, int steps, double... phi) {
    Random random = new Random(seed);
    SeriesMatrix.Builder builder = SeriesMatrix.on(grid(steps));
    for (int i = 0; i < series; i++) {
      double level = 1000 * random.nextDouble();
      builder.add(labels(i), ar(random, steps, level, 0.1 + 10 * random.nextDouble(), phi));
    }
    return builder.build();
  }

  /** A matrix of one series. */
  public static SeriesMatrix matrix(double... values) {
    return SeriesMatrix.on(grid(values.length)).add(labels(0), values).build();
  }
}
