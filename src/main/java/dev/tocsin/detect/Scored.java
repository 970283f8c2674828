package dev.tocsin.detect;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A step that has a score. Every number is finite, but for yhat and its bounds, which are all NaN
 * where the detector makes no forecast.
 *
 * @param time the step
 * @param y what was seen, after preprocessing: a counter's rate per second
 * @param yhat what was expected
 * @param yhatLower the lower bound of what is normal
 * @param yhatUpper the upper bound of what is normal
 * @param anomalyScore 0 at {@code y = yhat}, 1 on a bound, more outside; never negative. Without a
 *     forecast 0 where the step is as usual, 1 where it is as rare as may be
 * @param anomalous whether it counts: the score reaches {@link #THRESHOLD} and no gate holds it
 *     back
 * @param falseAlertRate the share of ordinary steps that is expected to score at least as high;
 *     empty where the detector does not tell
 * @param streams which streams of the detector made the score; empty where it has none
 */
public record Scored(
    Instant time,
    double y,
    double yhat,
    double yhatLower,
    double yhatUpper,
    double anomalyScore,
    boolean anomalous,
    OptionalDouble falseAlertRate,
    StreamShares streams)
    implements PointVerdict {
  /** The score from which a point is anomalous: on the bound or outside. */
  public static final double THRESHOLD = 1.0;

  /** A step that no gate has seen: anomalous from {@link #THRESHOLD} on. */
  public Scored(
      Instant time,
      double y,
      double yhat,
      double yhatLower,
      double yhatUpper,
      double anomalyScore) {
    this(
        time,
        y,
        yhat,
        yhatLower,
        yhatUpper,
        anomalyScore,
        anomalyScore >= THRESHOLD,
        OptionalDouble.empty(),
        StreamShares.none());
  }

  /** Whether the detector made a forecast. */
  public boolean hasForecast() {
    return !Double.isNaN(yhat);
  }

  /** This step with how rare its score is, and the shares of the streams that made it. */
  public Scored with(OptionalDouble rate, StreamShares shares) {
    return new Scored(time, y, yhat, yhatLower, yhatUpper, anomalyScore, anomalous, rate, shares);
  }

  /** This step at another time. */
  public Scored at(Instant other) {
    return new Scored(
        other, y, yhat, yhatLower, yhatUpper, anomalyScore, anomalous, falseAlertRate, streams);
  }

  /** This step, held back by a gate: its score stays, but it does not count. */
  Scored heldBack() {
    return new Scored(
        time, y, yhat, yhatLower, yhatUpper, anomalyScore, false, falseAlertRate, streams);
  }

  /** This step with a score of at least {@code least}, which counts; the rate is the model's. */
  Scored atLeast(double least) {
    double score = Math.max(anomalyScore, least);
    return new Scored(time, y, yhat, yhatLower, yhatUpper, score, true, falseAlertRate, streams);
  }
}
