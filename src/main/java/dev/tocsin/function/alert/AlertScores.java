package dev.tocsin.function.alert;

import dev.tocsin.function.job.Pipelines;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores for the alerts of one notification: what several of them need is made once, as long as
 * they stand near each other.
 */
final class AlertScores {
  /** Whole windows of all series of a job: what an alert's neighbours need, no more. */
  private static final int KEPT = 8;

  /** So much after its start an alert's cause shows, and what it drew along. */
  private static final int STEPS_AFTER_START = 5;

  private final Pipelines pipelines;
  private final Instant now;
  private final Map<Asked, ScoreResult> results = new LinkedHashMap<>();

  private record Asked(String job, Instant lastStep) {}

  AlertScores(Pipelines pipelines, Instant now) {
    this.pipelines = pipelines;
    this.now = now;
  }

  /** The scores of a job's window around the start of an alert. */
  ScoreResult around(Job job, Instant start) {
    Instant after = start.plus(job.reach().step().multipliedBy(STEPS_AFTER_START));
    Instant end = after.isBefore(now) ? after : now;
    Asked asked = new Asked(job.name(), lastStep(end, job.reach().step()));
    ScoreResult result = results.remove(asked);
    if (result == null) {
      result = pipelines.of(job).score(job, asked.lastStep, Points.ALL);
    }
    results.put(asked, result); // behind all others
    if (results.size() > KEPT) {
      results.remove(results.keySet().iterator().next());
    }
    return result;
  }

  /** Alerts that began within one step have the same window. */
  private static Instant lastStep(Instant end, Duration step) {
    return Instant.ofEpochMilli(TimeGrid.endingAt(end, step, 1).endMillis());
  }
}
