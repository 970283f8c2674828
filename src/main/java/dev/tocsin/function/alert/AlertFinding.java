package dev.tocsin.function.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about one alert.
 *
 * @param fingerprint Alertmanager's name for it
 * @param labels all of its labels
 * @param outcome {@code explained}, {@code unexplained} or {@code resolved}
 * @param reason why it is unexplained
 * @param context what was found, if it is explained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertFinding(
    @Nullable String fingerprint,
    Map<String, String> labels,
    String outcome,
    @Nullable String reason,
    @Nullable Context context) {

  static AlertFinding resolved(AlertNotification.Alert alert) {
    return new AlertFinding(alert.fingerprint, alert.labels, "resolved", null, null);
  }

  static AlertFinding unexplained(AlertNotification.Alert alert, String reason) {
    return new AlertFinding(alert.fingerprint, alert.labels, "unexplained", reason, null);
  }

  static AlertFinding explained(AlertNotification.Alert alert, Context context) {
    return new AlertFinding(alert.fingerprint, alert.labels, "explained", null, context);
  }

  boolean isExplained() {
    return context != null;
  }

  /**
   * How the job's series were around the start of the alert.
   *
   * @param job which job has the alert's series
   * @param from the first step looked at
   * @param at the last one
   * @param anomalous whether one of the alert's own series was anomalous
   * @param series the alert's own series, the most unusual first
   * @param seriesCount how many those are; {@code series} may be fewer
   * @param with other series of the job that were anomalous at the same time, the most unusual
   *     first
   * @param withCount how many those are
   * @param groups the groups of the alert's own series, the most unusual first; absent where the
   *     job has no groups
   * @param common labels that the anomalous series have and the calm ones have not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Context(
      String job,
      Instant from,
      Instant at,
      boolean anomalous,
      List<SeriesContext> series,
      @JsonProperty("series_count") int seriesCount,
      List<SeriesContext> with,
      @JsonProperty("with_count") int withCount,
      @Nullable List<GroupContext> groups,
      List<Map<String, String>> common) {}

  /**
   * How a group was around the start of the alert.
   *
   * @param labels those by which it is a group
   * @param anomalous whether a step was anomalous
   * @param peakScore the highest joint score; absent where there is none
   * @param peakAt when
   * @param driver the series that had most of it; absent where none was anomalous
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GroupContext(
      Map<String, String> labels,
      boolean anomalous,
      @JsonProperty("peak_score") @Nullable Double peakScore,
      @JsonProperty("peak_at") @Nullable Instant peakAt,
      @Nullable Map<String, String> driver) {}

  /**
   * How a series was around the start of the alert.
   *
   * @param labels all of its labels
   * @param anomalous whether a step was anomalous
   * @param peakScore the highest anomaly score: 1 is on the bound of what is normal
   * @param peakAt when
   * @param since the onset of what it was part of at its peak
   * @param reason why it has no score
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SeriesContext(
      Map<String, String> labels,
      boolean anomalous,
      @JsonProperty("peak_score") @Nullable Double peakScore,
      @JsonProperty("peak_at") @Nullable Instant peakAt,
      @Nullable Instant since,
      @Nullable String reason) {}
}
