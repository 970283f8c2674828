package dev.tocsin.demo.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A step of a series as the function judged it; a number it did not give is NaN.
 *
 * @param time the step
 * @param y what was seen
 * @param yhat what was expected
 * @param lower the lower bound of what is normal
 * @param upper the upper bound of what is normal
 * @param score 0 at {@code y = yhat}, 1 on a bound, more outside
 */
record ScoredPoint(Instant time, double y, double yhat, double lower, double upper, double score) {

  static ScoredPoint of(JsonNode point) {
    return new ScoredPoint(
        Instant.parse(point.path("time").asText()),
        number(point, "y"),
        number(point, "yhat"),
        number(point, "yhat_lower"),
        number(point, "yhat_upper"),
        number(point, "anomaly_score"));
  }

  private static double number(JsonNode point, String field) {
    return point.path(field).asDouble(Double.NaN);
  }

  boolean scored() {
    return !Double.isNaN(score);
  }

  boolean anomalous() {
    return score >= 1;
  }
}
