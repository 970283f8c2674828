package dev.tocsin.function.retrain;

import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.metrics.Metrics;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.request.RequestTime;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.retrain.Promote;
import dev.tocsin.pipeline.retrain.RetrainResult;
import io.quarkus.funqy.Funq;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /retrain}: makes a job's next model from its history, to serve if it is not worse.
 */
public final class RetrainFunction {
  private static final Expected EXPECTED = new Expected("{\"job\":\"dns\"}");

  private final Jobs jobs;
  private final Pipelines pipelines;
  private final RunLog log;
  private final Metrics metrics;
  private final InstantSource clock;

  RetrainFunction(
      Jobs jobs, Pipelines pipelines, RunLog log, Metrics metrics, InstantSource clock) {
    this.jobs = jobs;
    this.pipelines = pipelines;
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Retrains. */
  @Funq
  public RetrainAnswer retrain(@Nullable RetrainRequest request) {
    return log.run(
        "retrain",
        run -> {
          RetrainRequest asked = EXPECTED.body(request);
          Job job = jobs.named(EXPECTED.given("job", asked.job()));
          run.job(job);
          Instant end = RequestTime.parse(asked.end(), clock.instant());
          return RetrainAnswer.of(retrain(job, end, promote(asked.force), run));
        });
  }

  /** Retrains on the history up to {@code end}. */
  RetrainResult retrain(Job job, Instant end, Promote promote, RunLog.Run run) {
    RetrainResult result =
        pipelines.of(job).retrain(job, end, promote, new TrainingLog(job.name()));
    if (result.promotion().isPromoted()) {
      metrics.retrained(RunLog.metricName(job), result);
    }
    run.put("promoted", result.promotion().isPromoted());
    run.tell("reason", result.promotion().reason());
    run.put("model", result.detector().manifest().id());
    run.put("series", result.detector().manifest().fit().series());
    return result;
  }

  private static Promote promote(@Nullable String force) {
    if (force == null || force.equals("false")) {
      return Promote.IF_NOT_WORSE;
    }
    if (force.equals("true")) {
      return Promote.ALWAYS;
    }
    throw ProblemException.badField("force", force, "true or false");
  }
}
