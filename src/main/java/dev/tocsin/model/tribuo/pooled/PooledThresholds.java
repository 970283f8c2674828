package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.FalseAlertRates;
import dev.tocsin.model.calibration.Threshold;
import java.util.List;
import java.util.OptionalDouble;

/**
 * From the rate of false alerts that is asked for to nats, for kinds that score one number of each
 * step: how far it lies from a forecast, or how unlike others its window is.
 *
 * <p>Nats of a tail are no rate: there are two sides, or one, and little known makes a tail wider.
 * The tables were measured on noise of five laws; {@code docs/DETECTOR.md} tells how, and a test
 * repeats it at a smaller size.
 */
final class PooledThresholds {
  /** One false alert in 10,000 steps: each unusual step alerts, as no stream smooths them. */
  private static final double USUAL_RATE = 1e-4;

  private static final FalseAlertRates OF_FORECASTS =
      FalseAlertRates.measured(
          List.of(2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0),
          List.of(2.3e-1, 8.0e-2, 2.0e-2, 3.3e-3, 3.5e-4, 5.8e-5, 1.9e-5));

  private static final FalseAlertRates OF_NOVELTY =
      FalseAlertRates.measured(
          List.of(2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0),
          List.of(1.5e-1, 7.5e-2, 3.4e-2, 1.4e-2, 4.9e-3, 1.1e-3, 2.5e-4, 6.2e-5));

  private PooledThresholds() {}

  /**
   * The threshold of a job; {@value #USUAL_RATE} where no rate is asked for.
   *
   * @param forecasts whether its detectors forecast, or measure novelty alone
   */
  static Threshold of(boolean forecasts, OptionalDouble falseAlertRate) {
    FalseAlertRates measured = forecasts ? OF_FORECASTS : OF_NOVELTY;
    return Threshold.of(measured, falseAlertRate, measured.score(USUAL_RATE));
  }
}
