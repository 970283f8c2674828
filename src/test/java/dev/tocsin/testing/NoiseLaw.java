package dev.tocsin.testing;

import java.util.Random;

/** Laws of noise that stays as it is. */
public enum NoiseLaw {
  /** Normal, each value by itself. */
  NORMAL,
  /** Normal, and nine tenths of the value before. */
  AUTOREGRESSIVE,
  /** Heavier tails than normal ones. */
  LAPLACE,
  /** A tail on one side only. */
  EXPONENTIAL;

  /** So many values around 0, or above it, of a spread of about 1. */
  public double[] draw(Random random, int count) {
    double[] values = new double[count];
    double state = 0;
    for (int t = 0; t < count; t++) {
      double normal = random.nextGaussian();
      state = 0.9 * state + normal;
      double size = -Math.log(1 - random.nextDouble());
      values[t] =
          switch (this) {
            case NORMAL -> normal;
            case AUTOREGRESSIVE -> state;
            case LAPLACE -> random.nextBoolean() ? size : -size;
            case EXPONENTIAL -> size;
          };
    }
    return values;
  }
}
