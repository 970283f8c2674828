package dev.tocsin.function.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.function.answer.GroupAnswer;
import dev.tocsin.function.answer.IncidentAnswer;
import dev.tocsin.function.answer.ModelAnswer;
import dev.tocsin.function.answer.ReadAnswer;
import dev.tocsin.function.answer.RulesAnswer;
import dev.tocsin.function.answer.SeriesAnswer;
import dev.tocsin.pipeline.score.ScoreResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /score}.
 *
 * @param job the job's name; ad hoc jobs are called {@code adhoc-…}
 * @param at the last step that was scored
 * @param model the model the scores rest on, absent if there is none
 * @param series every series the query matches
 * @param groups the groups of a job whose series are judged jointly
 * @param incidents what the latest steps tell of, open and over, ascending by onset
 * @param rules by which scores became incidents
 * @param read the way the series were read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScoreAnswer(
    String job,
    Instant at,
    @Nullable ModelAnswer model,
    List<SeriesAnswer> series,
    @Nullable List<GroupAnswer> groups,
    List<IncidentAnswer> incidents,
    RulesAnswer rules,
    ReadAnswer read) {

  static ScoreAnswer of(ScoreResult result, Duration step) {
    return new ScoreAnswer(
        result.job(),
        result.at(),
        result.model().map(ModelAnswer::of).orElse(null),
        Stream.concat(
                result.series().stream().map(SeriesAnswer::of),
                result.unreadable().stream().map(SeriesAnswer::of))
            .toList(),
        GroupAnswer.of(result.groups(), !result.rules().grouping().isNone()),
        result.incidents().stream().map(IncidentAnswer::of).toList(),
        RulesAnswer.of(result.rules(), step),
        ReadAnswer.of(result.how()));
  }
}
