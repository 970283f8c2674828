package dev.tocsin.model.tribuo.seasonal;

/** One set of constants for every series, found by experiments on labelled data. */
final class Ensemble {
  /** Past values a step is forecast from. */
  static final int LAGS = 8;

  /** Steps that the smoothed streams look at, the target among them; 0.9⁴⁸ is 0.6 %. */
  static final int KERNEL = 48;

  /** Steps that the energy looks at, the target among them. */
  static final int ENERGY_SPAN = 16;

  /** L: steps before the target. */
  static final int WINDOW = KERNEL + LAGS - 1;

  /**
   * Steps of a series that are scored together at most: what 79 steps cost is shared by 32, and
   * longer stretches gain little.
   */
  static final int STRETCH = 32;

  /** Weight of the newest residual in a smoothed stream; each older one has 0.9 of it. */
  static final double ALPHA = 0.1;

  /** Residuals are cut here as lags and in the energy: an incident is not to bend what follows. */
  static final double CLIP = 20;

  /** Residuals are cut here in smoothed streams. */
  static final double SMOOTH_CLIP = 8;

  /** A score whose nats come from nowhere is damped below this many spreads from yhat. */
  static final double DAMPING = 0.25;

  /**
   * The usual band reaches to where the residual alone has this share of the threshold's nats: 6 of
   * 14, four spreads of normal noise.
   */
  static final double BAND_SHARE = 3.0 / 7;

  /** No score is taken for lower where a bound is told from it. */
  static final double LEAST_SCORE = 1e-3;

  private Ensemble() {}

  /** The weights of a smoothed stream, newest first. */
  static double[] kernel() {
    double[] kernel = new double[KERNEL];
    for (int j = 0; j < KERNEL; j++) {
      kernel[j] = ALPHA * Math.pow(1 - ALPHA, j);
    }
    return kernel;
  }

  static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }
}
