package dev.tocsin.function.job;

import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.model.Digest;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.window.CounterRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job that a request brings along, as text; what is left out gets its default.
 *
 * @param query PromQL
 * @param step the distance of two samples
 * @param window the range to answer
 * @param history the range to train on
 * @param season the rhythm of the series
 * @param groupBy by which labels series are judged jointly; none where each is by itself
 */
public record AdHoc(
    String query,
    @Nullable String step,
    @Nullable String window,
    @Nullable String history,
    @Nullable String season,
    List<String> groupBy) {
  /** What an ad hoc job's name begins with; the rest is a digest of what it asks. */
  static final String PREFIX = "adhoc-";

  private static final Duration DEFAULT_STEP = Duration.ofMinutes(1);
  private static final Duration DEFAULT_WINDOW = Duration.ofHours(1);

  /** Copies the list. */
  public AdHoc {
    groupBy = List.copyOf(groupBy);
  }

  /** Whether a job was made of a request. */
  public static boolean is(Job job) {
    return job.name().startsWith(PREFIX);
  }

  /**
   * The job.
   *
   * @throws dev.tocsin.function.problem.ProblemException if a duration is none
   * @throws dev.tocsin.pipeline.job.InvalidJobException if a field has a value it cannot have
   */
  public Job job() {
    Optional<Duration> rhythm = RequestDuration.parse("season", season);
    Reach reach =
        DefaultReach.of(
            RequestDuration.parse("step", step).orElse(DEFAULT_STEP),
            RequestDuration.parse("window", window).orElse(DEFAULT_WINDOW),
            RequestDuration.parse("history", history),
            rhythm);
    ModelRecipe recipe =
        DefaultRecipe.of(TocsinConfig.Model.DEFAULT_KIND, rhythm, CounterRule.AUTO);
    IncidentRules rules = Rules.withGroups(IncidentRules.standard(), "group_by", groupBy);
    // Two of the few ad hoc jobs that a process keeps never meet.
    String digest = Digest.of(query + '\n' + reach + '\n' + recipe).prefix();
    return new Job(PREFIX + digest, query, reach, recipe, rules);
  }
}
