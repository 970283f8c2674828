package dev.tocsin.function.job;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.job.Job;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configured jobs, by name.
 *
 * <p>Made at the start, so that a wrong value is told then and not by the first request.
 */
@Startup
@ApplicationScoped
public class Jobs {
  private final Map<String, ConfiguredJob> configured = new TreeMap<>();

  public Jobs(TocsinConfig config, Trainers trainers) {
    config
        .jobs()
        .forEach((name, job) -> configured.put(name, ConfiguredJob.of(name, job, trainers)));
  }

  /**
   * The configured job of this name.
   *
   * @throws ProblemException if there is none
   */
  public Job named(String name) {
    ConfiguredJob job = configured.get(name);
    if (job == null) {
      throw new ProblemException(
          Problem.Kind.UNKNOWN_JOB,
          "job " + Quoted.of(name) + " is not configured; expected " + expectedNames());
    }
    return job.job();
  }

  /** All configured jobs, by name. */
  public List<Job> all() {
    return configured.values().stream().map(ConfiguredJob::job).toList();
  }

  private String expectedNames() {
    Set<String> names = configured.keySet();
    return names.isEmpty()
        ? "none: set tocsin.jobs.<name>.query, or give a query of your own"
        : "one of " + names;
  }

  /** The models that jobs have brought along. */
  public List<Detector> brought(Manifest.Versions versions) {
    return configured.values().stream().flatMap(job -> job.brought(versions).stream()).toList();
  }
}
