package dev.tocsin.function.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.series.SeriesRead;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One series of an answer.
 *
 * @param labels all labels, as Prometheus gave them
 * @param outcome {@code scored} or {@code skipped}
 * @param reason why the series was skipped
 * @param anomalous whether a point is on a bound or outside
 * @param points the steps asked for, ascending by time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeriesAnswer(
    Map<String, String> labels,
    String outcome,
    @Nullable String reason,
    boolean anomalous,
    List<PointAnswer> points) {

  private static final String SCORED = "scored";
  private static final String SKIPPED = "skipped";

  /** The answer for a series with verdicts. */
  public static SeriesAnswer of(SeriesVerdict verdict) {
    return new SeriesAnswer(
        verdict.labels().asMap(),
        verdict.skipped().isPresent() ? SKIPPED : SCORED,
        verdict.skipped().map(Unscored.Reason::text).orElse(null),
        verdict.anomalous(),
        verdict.points().stream().map(PointAnswer::of).toList());
  }

  /** The same series with other points. */
  public SeriesAnswer with(List<PointAnswer> others) {
    return new SeriesAnswer(labels, outcome, reason, anomalous, others);
  }

  /** The answer for a series that cannot be scored. */
  public static SeriesAnswer of(SeriesRead.Unreadable unreadable) {
    return new SeriesAnswer(
        unreadable.labels().asMap(), SKIPPED, unreadable.reason(), false, List.of());
  }
}
