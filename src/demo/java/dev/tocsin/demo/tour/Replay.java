package dev.tocsin.demo.tour;

import dev.tocsin.demo.function.DemoException;
import dev.tocsin.demo.function.DemoJob;
import dev.tocsin.demo.function.TocsinClient;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Leads the function through a stretch of time, window by window, as a schedule would. */
final class Replay {
  private final TocsinClient function;
  private final DemoJob job;

  Replay(TocsinClient function, DemoJob job) {
    this.function = function;
    this.job = job;
  }

  /**
   * Scores every step after {@code from} up to {@code to}.
   *
   * @param progress told the end of each window, and which part is done, from 0 to 1
   * @throws DemoException if the function fails, or gives no score at all
   */
  Scores run(Instant from, Instant to, BiConsumer<Instant, Double> progress)
      throws DemoException, InterruptedException {
    Scores scores = new Scores();
    double whole = Duration.between(from, to).toMillis();
    Instant end = from;
    while (end.isBefore(to)) {
      end = end.plus(job.window()).isAfter(to) ? to : end.plus(job.window());
      scores.add(function.scoreAll(job.name(), end));
      progress.accept(end, Duration.between(from, end).toMillis() / whole);
    }
    if (scores.count() == 0) {
      throw new DemoException(
          "the function scored no point of %d series, expected some; it says: %s"
              .formatted(scores.series().size(), scores.reasons()));
    }
    return scores;
  }
}
