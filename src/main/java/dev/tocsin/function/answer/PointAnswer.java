package dev.tocsin.function.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.Unscored;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a series: its score, or the reason why it has none. Absent numbers are left out.
 *
 * @param time the step
 * @param y what was seen; a counter's rate per second
 * @param yhat what was expected; left out, as its bounds, where the model makes no forecast
 * @param yhatLower the lower bound of what is normal
 * @param yhatUpper the upper bound of what is normal
 * @param anomalyScore 0 at {@code y = yhat}, 1 on a bound, more outside
 * @param anomalous whether it counts: the score reaches 1, and no gate holds it back
 * @param falseAlertRate the share of ordinary steps that is expected to score at least as high;
 *     left out where the model does not tell
 * @param streams which streams of the detector made the score: shares that add up to 1; left out
 *     where it has none
 * @param reason why there is no score
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PointAnswer(
    Instant time,
    @Nullable Double y,
    @Nullable Double yhat,
    @JsonProperty("yhat_lower") @Nullable Double yhatLower,
    @JsonProperty("yhat_upper") @Nullable Double yhatUpper,
    @JsonProperty("anomaly_score") @Nullable Double anomalyScore,
    @Nullable Boolean anomalous,
    @JsonProperty("false_alert_rate") @Nullable Double falseAlertRate,
    @Nullable Map<String, Double> streams,
    @Nullable String reason) {

  /** The answer for a verdict. */
  public static PointAnswer of(PointVerdict verdict) {
    if (verdict instanceof Scored scored) {
      return new PointAnswer(
          scored.time(),
          scored.y(),
          number(scored.yhat()),
          number(scored.yhatLower()),
          number(scored.yhatUpper()),
          scored.anomalyScore(),
          scored.anomalous(),
          scored.falseAlertRate().isPresent()
              ? rounded(scored.falseAlertRate().getAsDouble())
              : null,
          scored.streams().isEmpty() ? null : rounded(scored.streams().asMap()),
          null);
    }
    Unscored unscored = (Unscored) verdict;
    return without(unscored.time(), unscored.reason().text());
  }

  /** A step that has no score for this reason. */
  public static PointAnswer without(Instant time, String reason) {
    return new PointAnswer(time, null, null, null, null, null, null, null, null, reason);
  }

  /** The same at another time. */
  public PointAnswer at(Instant other) {
    return new PointAnswer(
        other,
        y,
        yhat,
        yhatLower,
        yhatUpper,
        anomalyScore,
        anomalous,
        falseAlertRate,
        streams,
        reason);
  }

  /** Two digits say all there is to a rate, which is above 0. */
  static double rounded(double rate) {
    double unit = Math.pow(10, 1 - Math.floor(Math.log10(rate)));
    return Math.rint(rate * unit) / unit;
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Three decimals say all there is to a share. */
  private static Map<String, Double> rounded(Map<String, Double> shares) {
    Map<String, Double> rounded = new LinkedHashMap<>();
    shares.forEach((name, share) -> rounded.put(name, Math.rint(1_000 * share) / 1_000));
    return rounded;
  }
}
