package dev.tocsin.model.tribuo.seasonal;

/**
 * From the rate of false alerts that is asked for to nats.
 *
 * <p>Nats are no rate: the streams depend on each other. The table was measured; {@code
 * docs/DETECTOR.md} tells how, and a test repeats it at a smaller size.
 */
final class Thresholds {
  private Thresholds() {}

  /** The nats from which a step is anomalous, so that this share of ordinary steps is. */
  static double nats(double falseAlertRate) {
    return 14 * Math.log10(falseAlertRate) / -4;
  }
}
