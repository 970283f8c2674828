package dev.tocsin.function.alert;

import dev.tocsin.function.alert.AlertNotification.Alert;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.Problems;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.Predicate;

/** Finds out what there is to say about an alert, from the scores of the jobs. */
@Singleton
final class AlertFindings {
  private static final int SERVER_ERROR = 500;

  private final AlertJobs jobs;
  private final Pipelines pipelines;

  AlertFindings(AlertJobs jobs, Pipelines pipelines) {
    this.jobs = jobs;
    this.pipelines = pipelines;
  }

  /** The scores for the alerts of one notification, which comes now. */
  AlertScores scores(Instant now) {
    return new AlertScores(pipelines, now);
  }

  /**
   * What is found; for an odd alert its reason.
   *
   * @throws RuntimeException if it may be found later: the caller is to ask again
   */
  AlertFinding of(Alert alert, AlertScores scores) {
    if (!alert.isFiring()) {
      return AlertFinding.resolved(alert);
    }
    try {
      return explain(alert, alert.start(), scores);
    } catch (RuntimeException e) {
      Problem problem = Problems.of(e);
      if (problem.status() >= SERVER_ERROR) {
        throw e;
      }
      return AlertFinding.unexplained(alert, problem.detail());
    }
  }

  private AlertFinding explain(Alert alert, Instant start, AlertScores scores) {
    AlertMatch match = new AlertMatch(alert.labels);
    for (Job job : jobs.candidates(alert)) {
      try {
        ScoreResult result = scores.around(job, start);
        boolean isMatched =
            result.series().stream().anyMatch(series -> match.isAbout(series.labels()));
        if (isMatched || AlertJobs.isNamed(alert)) {
          Predicate<Labels> own = isMatched ? match::isAbout : labels -> true;
          return AlertFinding.explained(alert, AlertContexts.of(job, result, own));
        }
      } catch (NoSeriesException e) {
        if (AlertJobs.isNamed(alert)) {
          throw e;
        }
      }
    }
    return AlertFinding.unexplained(
        alert,
        "no job has series with the labels of the alert; expected labels in common, or the job's"
            + " name as a label or annotation "
            + AlertJobs.JOB);
  }
}
