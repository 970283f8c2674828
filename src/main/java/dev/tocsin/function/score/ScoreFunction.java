package dev.tocsin.function.score;

import dev.tocsin.function.job.AdHoc;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.metrics.Metrics;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.push.Pushing;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.request.LabelNames;
import dev.tocsin.function.request.RequestTime;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.score.ScoreResult;
import io.quarkus.funqy.Funq;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code POST /score}: scores a job's window, or that of a query of the caller's own. */
public final class ScoreFunction {
  private static final Expected EXPECTED =
      new Expected("{\"job\":\"dns\"} or {\"query\":\"up\",\"step\":\"15s\",\"window\":\"1h\"}");

  private final Jobs jobs;
  private final Pipelines pipelines;
  private final RunLog log;
  private final Metrics metrics;
  private final Pushing pushing;
  private final InstantSource clock;

  ScoreFunction(
      Jobs jobs,
      Pipelines pipelines,
      RunLog log,
      Metrics metrics,
      Pushing pushing,
      InstantSource clock) {
    this.jobs = jobs;
    this.pipelines = pipelines;
    this.log = log;
    this.metrics = metrics;
    this.pushing = pushing;
    this.clock = clock;
  }

  /** Scores. */
  @Funq
  public ScoreAnswer score(@Nullable ScoreRequest request) {
    return log.run(
        "score",
        run -> {
          ScoreRequest asked = checked(request);
          Instant end = RequestTime.parse(asked.end(), clock.instant());
          Job job = asked.job() != null ? jobs.named(asked.job()) : adHoc(asked).job();
          run.job(job);
          int steps = ScoreScope.steps(asked.points, job.reach());
          return ScoreAnswer.of(
              score(job, end, steps, ScoreScope.part(asked, job), run), job.reach().step());
        });
  }

  /** Scores a part of a job and tells its sinks, for whichever trigger. */
  ScoreResult score(Job job, Instant end, int steps, Part part, RunLog.Run run) {
    ScoreResult result = pipelines.of(job).score(job, end, steps, part);
    metrics.scored(RunLog.metricName(job), result);
    run.put("series", result.series().size());
    run.put("anomalous", result.series().stream().filter(s -> s.anomalous()).count());
    run.put("incidents", result.incidents().stream().filter(i -> i.span().open()).count());
    pushing.push(job, part, result, run);
    return result;
  }

  private static AdHoc adHoc(ScoreRequest asked) {
    String query = asked.query == null ? "" : asked.query;
    return new AdHoc(
        query, asked.step, asked.window, asked.history, asked.season, LabelNames.of(asked.groupBy));
  }

  private static ScoreRequest checked(@Nullable ScoreRequest request) {
    ScoreRequest asked = EXPECTED.body(request);
    EXPECTED.either("job", asked.job(), "query", asked.query);
    if (asked.job() != null && hasJobFields(asked)) {
      throw EXPECTED.wrong("step, window, history, season or group_by given for a configured job");
    }
    if (asked.job() == null && (asked.shard != null || asked.selector != null)) {
      throw EXPECTED.wrong("shard or selector given for a query");
    }
    return asked;
  }

  private static boolean hasJobFields(ScoreRequest request) {
    return request.step != null
        || request.window != null
        || request.history != null
        || request.season != null
        || request.groupBy != null;
  }
}
