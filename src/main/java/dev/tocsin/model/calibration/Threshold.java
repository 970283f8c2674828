package dev.tocsin.model.calibration;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.FalseAlertRates;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * From which nats on a step is anomalous, and how rare the scores are that count in them.
 *
 * @param nats of a score of 1
 * @param rates of the scores
 */
public record Threshold(double nats, FalseAlertRates rates) {
  /**
   * The threshold that a job asks for.
   *
   * @param measured how rare nats are
   * @param falseAlertRate the share of ordinary steps that may be anomalous
   * @param usual the nats where nothing is asked
   */
  public static Threshold of(
      FalseAlertRates measured, OptionalDouble falseAlertRate, double usual) {
    double nats = falseAlertRate.isPresent() ? measured.score(falseAlertRate.getAsDouble()) : usual;
    return new Threshold(nats, measured.per(nats));
  }

  /** What a graph with this threshold tells of its scores. */
  public Map<String, String> metadata() {
    return Map.of(DetectorContract.FALSE_ALERT_RATES_KEY, rates.text());
  }
}
