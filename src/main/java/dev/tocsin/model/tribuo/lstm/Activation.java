package dev.tocsin.model.tribuo.lstm;

/**
 * tanh and the logistic function over rows, by one rational approximation without branches.
 *
 * <p>HotSpot vectorises it as it vectorises {@link Rows}; {@link Math#tanh} it does not, and is not
 * bound to the same digits everywhere.
 */
final class Activation {
  /** tanh(7.9) lies within 2.8e-7 of 1: beyond, the argument is held here. */
  private static final float LIMIT = 7.9f;

  /**
   * Coefficients of tanh(x) ≈ x·P(x²)/Q(x²) with the first of both being 1: a fit of the smallest
   * largest relative error on [0, 7.9], found by Lawson's reweighted least squares in 60 digits. In
   * exact arithmetic the error is 5.7e-9, in floats 3.5e-7. None is negative, so no digits cancel.
   */
  private static final float P1 = 0.13450664f;

  private static final float P2 = 0.0035790442f;
  private static final float P3 = 2.20241e-5f;
  private static final float P4 = 1.5429153e-8f;
  private static final float Q1 = 0.46783993f;
  private static final float Q2 = 0.026192436f;
  private static final float Q3 = 3.4237356e-4f;
  private static final float Q4 = 8.5992633e-7f;

  private Activation() {}

  /** {@code out = tanh(in)}, within 3.5e-7, relative to the result too; never beyond ±1. */
  static void tanh(float[] out, float[] in) {
    for (int b = 0; b < out.length; b++) {
      float x = Math.max(-LIMIT, Math.min(LIMIT, in[b]));
      float u = x * x;
      float p = 1f + u * (P1 + u * (P2 + u * (P3 + u * P4)));
      float q = 1f + u * (Q1 + u * (Q2 + u * (Q3 + u * Q4)));
      out[b] = x * p / q;
    }
  }

  /** {@code row = 1 / (1 + exp(-row))}, within 2e-7: half of 1 + tanh(row / 2). */
  static void logistic(float[] row) {
    for (int b = 0; b < row.length; b++) {
      float x = Math.max(-LIMIT, Math.min(LIMIT, 0.5f * row[b]));
      float u = x * x;
      float p = 1f + u * (P1 + u * (P2 + u * (P3 + u * P4)));
      float q = 1f + u * (Q1 + u * (Q2 + u * (Q3 + u * Q4)));
      row[b] = 0.5f + 0.5f * (x * p / q);
    }
  }
}
