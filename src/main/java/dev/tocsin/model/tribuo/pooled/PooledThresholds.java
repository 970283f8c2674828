package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.FalseAlertRates;
import dev.tocsin.model.calibration.Threshold;
import java.util.List;
import java.util.OptionalDouble;

/**
 * From the rate of false alerts that is asked for to nats, for kinds that score how far a value
 * lies from one forecast.
 *
 * <p>Nats of a tail are no rate: there are two sides, and little known makes a tail wider. The
 * table was measured on noise of five laws; {@code docs/DETECTOR.md} tells how, and a test repeats
 * it at a smaller size.
 */
final class PooledThresholds {
  /** One false alert in 10,000 steps: each unusual step alerts, as no stream smooths them. */
  private static final double USUAL_RATE = 1e-4;

  private static final FalseAlertRates MEASURED =
      FalseAlertRates.measured(
          List.of(2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0),
          List.of(2.3e-1, 8.0e-2, 2.0e-2, 3.3e-3, 3.5e-4, 5.8e-5, 1.9e-5));

  private PooledThresholds() {}

  /** The threshold of a job; {@value #USUAL_RATE} where no rate is asked for. */
  static Threshold of(OptionalDouble falseAlertRate) {
    return Threshold.of(MEASURED, falseAlertRate, MEASURED.score(USUAL_RATE));
  }
}
