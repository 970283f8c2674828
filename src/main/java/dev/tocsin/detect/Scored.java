package dev.tocsin.detect;

import java.time.Instant;

/**
 * A step that has a score. Every number is finite.
 *
 * @param time the step
 * @param y what was seen, after preprocessing: a counter's rate per second
 * @param yhat what was expected
 * @param yhatLower the lower bound of what is normal
 * @param yhatUpper the upper bound of what is normal
 * @param anomalyScore 0 at {@code y = yhat}, 1 on a bound, more outside; never negative
 */
public record Scored(
    Instant time, double y, double yhat, double yhatLower, double yhatUpper, double anomalyScore)
    implements PointVerdict {
  /** The score from which a point is anomalous: on the bound or outside. */
  public static final double THRESHOLD = 1.0;

  /** Whether the point lies on a bound or outside. */
  public boolean anomalous() {
    return anomalyScore >= THRESHOLD;
  }
}
