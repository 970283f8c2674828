package dev.tocsin.model.tribuo.seasonal;

import java.util.OptionalDouble;

/**
 * From the rate of false alerts that is asked for to nats.
 *
 * <p>Nats are no rate: the streams depend on each other. The table was measured on normal noise and
 * on autoregressions; {@code docs/DETECTOR.md} tells how, and a test repeats it at a smaller size.
 */
final class Thresholds {
  /** What suits labelled data best. */
  static final double NATS = 14;

  private static final double[] TABLE_NATS = {5, 6, 8, 10, 12, 14, 17, 20};

  /** The share of ordinary steps that reach them. */
  private static final double[] TABLE_RATES = {
    1.07e-1, 5.7e-2, 1.5e-2, 4.1e-3, 1.9e-3, 1.2e-3, 5.7e-4, 2.1e-4
  };

  private Thresholds() {}

  /**
   * The nats from which a step is anomalous, so that about this share of ordinary steps is; {@value
   * #NATS} where nothing is asked. Between two rates of the table its logarithm is linear in nats,
   * and so it goes on beyond.
   */
  static double nats(OptionalDouble falseAlertRate) {
    return falseAlertRate.isEmpty() ? NATS : interpolated(Math.log(falseAlertRate.getAsDouble()));
  }

  private static double interpolated(double logRate) {
    int i = 1;
    while (i + 1 < TABLE_RATES.length && Math.log(TABLE_RATES[i]) > logRate) {
      i++;
    }
    double before = Math.log(TABLE_RATES[i - 1]);
    double slope = (TABLE_NATS[i] - TABLE_NATS[i - 1]) / (Math.log(TABLE_RATES[i]) - before);
    return TABLE_NATS[i - 1] + slope * (logRate - before);
  }
}
