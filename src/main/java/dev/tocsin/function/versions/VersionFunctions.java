package dev.tocsin.function.versions;

import dev.tocsin.function.answer.ModelAnswer;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.request.Expected;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.job.Job;
import io.quarkus.funqy.Funq;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /models} lists the versions of a job's model, {@code POST /rollback} lets one of them
 * serve, and {@code POST /cancel} ends the retraining of a job.
 */
public final class VersionFunctions {
  private static final Expected JOB = new Expected("{\"job\":\"dns\"}");
  private static final Expected VERSION = new Expected("{\"job\":\"dns\",\"version\":\"…\"}");

  private final Jobs jobs;
  private final Pipelines pipelines;
  private final RunLog log;

  VersionFunctions(Jobs jobs, Pipelines pipelines, RunLog log) {
    this.jobs = jobs;
    this.pipelines = pipelines;
    this.log = log;
  }

  /** Lists the versions. */
  @Funq
  public VersionsAnswer models(@Nullable JobRequest request) {
    return log.run(
        "models",
        run -> {
          Job job = job(run, JOB.given("job", JOB.body(request).job));
          return VersionsAnswer.of(job.name(), pipelines.of(job).versions(job));
        });
  }

  /** Lets a version serve. */
  @Funq
  public RolledBack rollback(@Nullable VersionRequest request) {
    return log.run(
        "rollback",
        run -> {
          VersionRequest asked = VERSION.body(request);
          Job job = job(run, VERSION.given("job", asked.job));
          String version = VERSION.given("version", asked.version);
          Manifest model = pipelines.of(job).rollBack(job, version);
          run.put("model", model.id());
          return new RolledBack(job.name(), ModelAnswer.of(model));
        });
  }

  /** Ends a retraining. */
  @Funq
  public Cancelled cancel(@Nullable JobRequest request) {
    return log.run(
        "cancel",
        run -> {
          Job job = job(run, JOB.given("job", JOB.body(request).job));
          boolean cancelled = pipelines.of(job).cancel(job);
          run.put("cancelled", cancelled);
          return new Cancelled(job.name(), cancelled);
        });
  }

  private Job job(RunLog.Run run, String name) {
    Job job = jobs.named(name);
    run.job(job);
    return job;
  }

  /**
   * The answer of {@code /rollback}.
   *
   * @param job the job's name
   * @param model what serves from now on
   */
  public record RolledBack(String job, ModelAnswer model) {}

  /**
   * The answer of {@code /cancel}.
   *
   * @param job the job's name
   * @param cancelled whether a retraining ran, which ends now
   */
  public record Cancelled(String job, boolean cancelled) {}
}
