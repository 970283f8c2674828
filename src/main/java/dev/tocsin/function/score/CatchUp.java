package dev.tocsin.function.score;

import dev.tocsin.pipeline.job.Reach;
import java.time.Instant;

/**
 * Which steps a scheduled run has to score: those since the last run that succeeded, so that a run
 * that failed or was missed is made up for by the next.
 *
 * <p>The first run of a process does not know what the process before it did, and scores the whole
 * window; further back than that nothing is made up for. Scored twice, a step has the same place in
 * time, so that no effect is doubled. Confined to one schedule, whose runs never overlap.
 */
final class CatchUp {
  private final Reach reach;
  private Instant scoredUntil = Instant.MIN;

  CatchUp(Reach reach) {
    this.reach = reach;
  }

  /** How many steps up to {@code now} are not scored yet: from 1 to the whole window. */
  int steps(Instant now) {
    Instant windowStart = now.minus(reach.window());
    if (scoredUntil.isBefore(windowStart)) {
      return reach.windowSteps();
    }
    long millis = now.toEpochMilli() - scoredUntil.toEpochMilli();
    long steps = millis / reach.step().toMillis();
    return (int) Math.max(1, Math.min(reach.windowSteps(), steps));
  }

  /** Takes note that everything up to this step has been scored. */
  void done(Instant step) {
    scoredUntil = step.isAfter(scoredUntil) ? step : scoredUntil;
  }
}
