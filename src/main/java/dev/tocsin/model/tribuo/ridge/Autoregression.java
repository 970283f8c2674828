package dev.tocsin.model.tribuo.ridge;

import java.util.stream.DoubleStream;

/** A linear forecast of a normalised value from those before it. */
public final class Autoregression {
  /**
   * Series that hardly ever move have a median error of 0: without this floor any change would be
   * infinitely many spreads.
   */
  private static final double LEAST_SPREAD = 0.03;

  private final double[] weights;
  private final double spread;

  /**
   * An autoregression.
   *
   * @param weights newest lag first, then the intercept; taken over, not copied
   * @param spread robust spread of what it errs, in the unit of the values
   */
  Autoregression(double[] weights, double spread) {
    this.weights = weights;
    this.spread = Math.max(LEAST_SPREAD, spread);
  }

  /** The forecast that nothing but the level is known. */
  public static Autoregression none(int lags) {
    return new Autoregression(new double[lags + 1], LEAST_SPREAD);
  }

  /** The robust spread of what it errs, at least {@link #LEAST_SPREAD}. */
  public double spread() {
    return spread;
  }

  /** The weights, newest lag first, then the intercept. */
  public DoubleStream weights() {
    return DoubleStream.of(weights);
  }

  /** The weight of a lag, 0 being the newest; at the number of lags, the intercept. */
  double weight(int lag) {
    return weights[lag];
  }

  /** The forecast of value {@code i} from the known values before it. */
  public double forecast(double[] values, int i) {
    int lags = weights.length - 1;
    double sum = weights[lags];
    for (int j = 0; j < lags; j++) {
      sum += weights[j] * values[i - 1 - j];
    }
    return sum;
  }
}
