package dev.tocsin.function.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.Incident.Contribution;
import dev.tocsin.detect.incident.Peak;
import dev.tocsin.detect.incident.Span;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident of a job.
 *
 * @param group the labels of its group, if the job has groups
 * @param reason {@code anomalous}, {@code absent} or {@code stopped}
 * @param open whether it may go on
 * @param onset its first step
 * @param beganBefore given where it may have begun before the onset, further back than was looked
 * @param end its last step so far that was not calm
 * @param peak the highest score, absent where no step has one: of a series, or of the group
 * @param seriesCount how many series contribute
 * @param contributions those that contribute most, and how much; with the rest all shares sum to 1
 * @param restShare what the series that are not listed contribute together
 * @param common label values that the contributing series have and the calm ones have not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IncidentAnswer(
    @Nullable Map<String, String> group,
    String reason,
    boolean open,
    Instant onset,
    @JsonProperty("began_before") @Nullable Boolean beganBefore,
    Instant end,
    @Nullable PeakAnswer peak,
    @JsonProperty("series_count") int seriesCount,
    List<ContributionAnswer> contributions,
    @JsonProperty("rest_share") double restShare,
    List<CommonAnswer> common) {

  /** The answer for an incident. */
  public static IncidentAnswer of(Incident incident) {
    Span span = incident.span();
    return new IncidentAnswer(
        incident.group().map(Labels::asMap).orElse(null),
        incident.cause().text(),
        span.open(),
        span.onset(),
        span.beganBefore() ? true : null,
        span.end(),
        incident.peak().map(PeakAnswer::of).orElse(null),
        incident.series(),
        incident.contributions().stream().map(ContributionAnswer::of).toList(),
        incident.restShare(),
        incident.common().stream()
            .map(c -> new CommonAnswer(c.labels().asMap(), c.precision(), c.recall()))
            .toList());
  }

  /** The highest score, when, and of which series. */
  public record PeakAnswer(
      Instant time,
      @JsonProperty("anomaly_score") double anomalyScore,
      Map<String, String> labels) {
    static PeakAnswer of(Peak peak) {
      return new PeakAnswer(peak.time(), peak.score(), peak.labels().asMap());
    }
  }

  /** The part of one series. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ContributionAnswer(
      Map<String, String> labels,
      double share,
      String reason,
      Instant onset,
      Instant end,
      @JsonProperty("anomaly_score") @Nullable Double anomalyScore) {
    static ContributionAnswer of(Contribution contribution) {
      return new ContributionAnswer(
          contribution.incident().labels().asMap(),
          contribution.share(),
          contribution.incident().cause().text(),
          contribution.incident().span().onset(),
          contribution.incident().span().end(),
          contribution.incident().peak().map(Peak::score).orElse(null));
    }
  }

  /** Labels that tell the contributing series from the calm ones, and how well they do. */
  public record CommonAnswer(Map<String, String> labels, double precision, double recall) {}
}
