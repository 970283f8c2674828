package dev.tocsin.function.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.detect.measure.Quality;
import dev.tocsin.pipeline.backtest.BacktestQuality;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How well a back-test met the anomalies that its caller knows of.
 *
 * @param overall counts of all, and means over those with anomalies
 * @param each of every series, or of every group where series are judged jointly
 * @param bufferSteps the longest buffer of VUS-PR
 */
public record QualityAnswer(
    MeasuresAnswer overall,
    List<TargetAnswer> each,
    @JsonProperty("buffer_steps") int bufferSteps) {

  static QualityAnswer of(BacktestQuality quality) {
    return new QualityAnswer(
        MeasuresAnswer.of(quality.overall()),
        quality.each().stream()
            .map(one -> new TargetAnswer(one.labels().asMap(), MeasuresAnswer.of(one.quality())))
            .toList(),
        quality.bufferSteps());
  }

  /** The measures of one series or group. */
  public record TargetAnswer(Map<String, String> labels, @JsonUnwrapped MeasuresAnswer measures) {}

  /**
   * The measures.
   *
   * @param events known anomalies after the first fit
   * @param found those that an alert met
   * @param trueAlerts alerts that began within one
   * @param falseAlerts the others
   * @param precision the share of true alerts; absent without alerts
   * @param recall the share of anomalies found; absent without anomalies
   * @param f1 the harmonic mean of both; absent without anomalies
   * @param meanDelaySteps from the begin of an anomaly to its first alert; absent if none was found
   * @param falseAlertsPerDay false alerts per series, or group, and day
   * @param aucPr the area under the precision-recall curve over steps
   * @param vusPr the volume under the precision-recall surface
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MeasuresAnswer(
      int events,
      int found,
      @JsonProperty("true_alerts") int trueAlerts,
      @JsonProperty("false_alerts") int falseAlerts,
      @Nullable Double precision,
      @Nullable Double recall,
      @Nullable Double f1,
      @JsonProperty("mean_delay_steps") @Nullable Double meanDelaySteps,
      @JsonProperty("false_alerts_per_day") @Nullable Double falseAlertsPerDay,
      @JsonProperty("auc_pr") @Nullable Double aucPr,
      @JsonProperty("vus_pr") @Nullable Double vusPr) {
    static MeasuresAnswer of(Quality quality) {
      EventQuality events = quality.events();
      boolean hasAlerts = events.trueAlerts() + events.falseAlerts() > 0;
      boolean hasEvents = events.events() > 0;
      return new MeasuresAnswer(
          events.events(),
          events.found(),
          events.trueAlerts(),
          events.falseAlerts(),
          hasAlerts ? events.precision() : null,
          hasEvents ? events.recall() : null,
          hasEvents ? events.f1() : null,
          orNull(events.meanDelaySteps()),
          orNull(quality.falseAlertsPerDay()),
          orNull(quality.aucPr()),
          orNull(quality.vusPr()));
    }

    private static @Nullable Double orNull(OptionalDouble number) {
      return number.isPresent() ? number.getAsDouble() : null;
    }
  }
}
