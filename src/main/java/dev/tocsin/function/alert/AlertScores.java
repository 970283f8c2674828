package dev.tocsin.function.alert;

import dev.tocsin.function.job.Pipelines;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.score.ScoreResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Scores for the alerts of one notification: what several of them need is made once. */
final class AlertScores {
  /** So much after its start an alert's cause shows, and what it drew along. */
  private static final int STEPS_AFTER_START = 5;

  private final Pipelines pipelines;
  private final Instant now;
  private final Map<Asked, ScoreResult> results = new HashMap<>();

  private record Asked(String job, Instant end) {}

  AlertScores(Pipelines pipelines, Instant now) {
    this.pipelines = pipelines;
    this.now = now;
  }

  /** The scores of a job's window around the start of an alert. */
  ScoreResult around(Job job, Instant start) {
    Instant after = start.plus(job.reach().step().multipliedBy(STEPS_AFTER_START));
    Instant end = after.isBefore(now) ? after : now;
    Asked asked = new Asked(job.name(), end);
    ScoreResult known = results.get(asked);
    if (known != null) {
      return known;
    }
    ScoreResult result = pipelines.of(job).score(job, end, Points.ALL);
    results.put(asked, result);
    return result;
  }
}
