package dev.tocsin.function.alert;

import dev.tocsin.function.alert.AlertNotification.Alert;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.pipeline.job.Job;
import jakarta.inject.Singleton;
import java.util.List;

/** Which jobs may have an alert's series. */
@Singleton
final class AlertJobs {
  /** The label or annotation of an alert that names the job. */
  static final String JOB = "tocsin_job";

  /** Each of them is read for an alert that names none. */
  private static final int MAX_CANDIDATES = 20;

  private final Jobs jobs;

  AlertJobs(Jobs jobs) {
    this.jobs = jobs;
  }

  /** Whether the alert says which job. */
  static boolean isNamed(Alert alert) {
    return alert.named(JOB) != null;
  }

  /**
   * The job that the alert names, or else all.
   *
   * @throws ProblemException if there is no such job, or there are too many to look at
   */
  List<Job> candidates(Alert alert) {
    String name = alert.named(JOB);
    if (name != null) {
      return List.of(jobs.named(name));
    }
    List<Job> all = jobs.all();
    if (all.size() > MAX_CANDIDATES) {
      throw ProblemException.badRequest(
          "the alert names none of "
              + all.size()
              + " jobs; expected a label or annotation "
              + JOB
              + " where there are more than "
              + MAX_CANDIDATES);
    }
    return all;
  }
}
