package dev.tocsin.function.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.detect.GroupPoint;
import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.Unscored;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group of series that are judged jointly.
 *
 * @param labels those by which it is a group; none where its series have none of them
 * @param seriesCount how many series are in it
 * @param anomalyScore the highest of its points; absent where none has a score
 * @param anomalous whether a point's score reaches 1
 * @param reason why no point has a score
 * @param driver the series that has most of the highest score; absent where none is anomalous
 * @param shares what the anomalous series have of the highest score, the driver first
 * @param restShare what those that are not listed have; with it all shares sum to 1
 * @param points the steps asked for, ascending by time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupAnswer(
    Map<String, String> labels,
    @JsonProperty("series_count") int seriesCount,
    @JsonProperty("anomaly_score") @Nullable Double anomalyScore,
    boolean anomalous,
    @Nullable String reason,
    @Nullable Map<String, String> driver,
    List<ShareAnswer> shares,
    @JsonProperty("rest_share") double restShare,
    List<GroupPointAnswer> points) {
  /** As many as incidents name. */
  private static final int MOST_NAMED = 10;

  /** The answer for groups; null where series are not grouped. */
  public static @Nullable List<GroupAnswer> of(List<GroupVerdict> groups, boolean isGrouped) {
    return isGrouped ? groups.stream().map(GroupAnswer::of).toList() : null;
  }

  private static GroupAnswer of(GroupVerdict group) {
    Optional<JointScore> peak = group.peak();
    List<JointScore.Part> parts = peak.map(JointScore::parts).orElse(List.of());
    return new GroupAnswer(
        group.labels().asMap(),
        group.members().size(),
        peak.map(JointScore::anomalyScore).orElse(null),
        group.anomalous(),
        group.skipped().map(Unscored.Reason::text).orElse(null),
        driver(peak),
        parts.stream().limit(MOST_NAMED).map(ShareAnswer::of).toList(),
        parts.stream().skip(MOST_NAMED).mapToDouble(JointScore.Part::share).sum(),
        group.points().stream().map(GroupPointAnswer::of).toList());
  }

  private static @Nullable Map<String, String> driver(Optional<JointScore> score) {
    return score.flatMap(JointScore::driver).map(Labels::asMap).orElse(null);
  }

  /** What a series has of a joint score. */
  public record ShareAnswer(Map<String, String> labels, double share) {
    static ShareAnswer of(JointScore.Part part) {
      return new ShareAnswer(part.labels().asMap(), part.share());
    }
  }

  /** A step of a group: its score, and where it is anomalous what drives it; or why it has none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GroupPointAnswer(
      Instant time,
      @JsonProperty("anomaly_score") @Nullable Double anomalyScore,
      @Nullable Boolean anomalous,
      @Nullable Map<String, String> driver,
      @Nullable String reason) {
    static GroupPointAnswer of(GroupPoint point) {
      if (point instanceof JointScore score) {
        return new GroupPointAnswer(
            score.time(),
            score.anomalyScore(),
            score.anomalous(),
            GroupAnswer.driver(Optional.of(score).filter(JointScore::anomalous)),
            null);
      }
      return new GroupPointAnswer(
          point.time(), null, null, null, ((Unscored) point).reason().text());
    }
  }
}
