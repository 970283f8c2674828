package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.FalseAlertRates;
import dev.tocsin.model.calibration.Threshold;
import java.util.List;
import java.util.OptionalDouble;

/**
 * From the rate of false alerts that is asked for to nats.
 *
 * <p>Nats are no rate: the streams depend on each other. The table was measured on noise of five
 * laws; {@code docs/DETECTOR.md} tells how, and a test repeats it at a smaller size.
 */
final class EnsembleThresholds {
  /** What suits labelled data best. */
  static final double NATS = 14;

  private static final FalseAlertRates MEASURED =
      FalseAlertRates.measured(
          List.of(2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 14.0, 17.0, 20.0),
          List.of(
              6.8e-1, 3.5e-1, 2.0e-1, 1.2e-1, 6.6e-2, 1.9e-2, 5.9e-3, 2.5e-3, 1.4e-3, 7.4e-4,
              3.7e-4));

  private EnsembleThresholds() {}

  /** The threshold of a job; {@value #NATS} nats where no rate is asked for. */
  static Threshold of(OptionalDouble falseAlertRate) {
    return Threshold.of(MEASURED, falseAlertRate, NATS);
  }
}
