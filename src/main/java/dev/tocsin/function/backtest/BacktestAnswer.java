package dev.tocsin.function.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.function.answer.GroupAnswer;
import dev.tocsin.function.answer.IncidentAnswer;
import dev.tocsin.function.answer.RulesAnswer;
import dev.tocsin.function.answer.SeriesAnswer;
import dev.tocsin.pipeline.backtest.BacktestQuality;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.SeriesRead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /backtest}.
 *
 * @param kind the trainer
 * @param step the distance of two points, or the usual one
 * @param spacing how samples given inline became steps: {@code order} or {@code time}
 * @param series every series, with its points
 * @param groups the groups, where series are judged jointly
 * @param incidents ascending by onset
 * @param rules by which scores became incidents
 * @param fits what was fitted when, on what lay before
 * @param quality how well it met the anomalies that were given, if any were
 * @param summary how much there was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BacktestAnswer(
    String kind,
    String step,
    @Nullable String spacing,
    List<SeriesAnswer> series,
    @Nullable List<GroupAnswer> groups,
    List<IncidentAnswer> incidents,
    RulesAnswer rules,
    List<FitAnswer> fits,
    @Nullable QualityAnswer quality,
    SummaryAnswer summary) {

  static BacktestAnswer of(
      BacktestResult result,
      BacktestSettings settings,
      Optional<BacktestQuality> quality,
      SeriesAnswers series) {
    return new BacktestAnswer(
        settings.recipe().kind(),
        PrometheusDuration.format(result.grid().step()),
        series.spacing(),
        series.answers(),
        GroupAnswer.of(result.groups(), !settings.rules().grouping().isNone()),
        result.incidents().stream().map(IncidentAnswer::of).toList(),
        RulesAnswer.of(settings.rules(), result.grid().step()),
        result.fits().stream().map(FitAnswer::of).toList(),
        quality.map(QualityAnswer::of).orElse(null),
        SummaryAnswer.of(result));
  }

  /** Every series of an answer, and how their samples became steps, if they were given inline. */
  record SeriesAnswers(@Nullable String spacing, List<SeriesAnswer> answers) {
    static SeriesAnswers of(BacktestResult result, List<SeriesRead.Unreadable> unreadable) {
      return new SeriesAnswers(
          null,
          Stream.concat(
                  result.series().stream().map(SeriesAnswer::of),
                  unreadable.stream().map(SeriesAnswer::of))
              .toList());
    }
  }

  /** A fit: the first step its model judges, how many series it has, or why there is none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FitAnswer(
      Instant at, int series, @JsonProperty("left_out") int leftOut, @Nullable String failure) {
    static FitAnswer of(BacktestResult.Fit fit) {
      return new FitAnswer(fit.at(), fit.series(), fit.leftOut(), fit.failure().orElse(null));
    }
  }

  /** How many series, points, scores, anomalous points, fits and incidents there were. */
  public record SummaryAnswer(
      int series, long points, long scored, long anomalous, int fits, int incidents) {
    static SummaryAnswer of(BacktestResult result) {
      return new SummaryAnswer(
          result.series().size(),
          (long) result.series().size() * result.grid().count(),
          scored(result).count(),
          scored(result).filter(Scored::anomalous).count(),
          result.fits().size(),
          result.incidents().size());
    }

    private static Stream<Scored> scored(BacktestResult result) {
      return result.series().stream().flatMap(SeriesVerdict::scored);
    }
  }
}
