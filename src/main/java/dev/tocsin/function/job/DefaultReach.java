package dev.tocsin.function.job;

import dev.tocsin.pipeline.job.Reach;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How far back models learn where nobody says how far. */
final class DefaultReach {
  /** A history of 5,000 steps, a day at 18 s, trains well and stays below 11,000 points a read. */
  private static final int STEPS = 5_000;

  /** A season is learnt from at least two; four leave some for the band and for a bad day. */
  private static final int SEASONS = 4;

  private DefaultReach() {}

  /** The reach with this history, or with the default where none is given. */
  static Reach of(
      Duration step, Duration window, Optional<Duration> history, Optional<Duration> season) {
    Duration byDefault = step.multipliedBy(STEPS);
    Duration seasons = season.orElse(Duration.ZERO).multipliedBy(SEASONS);
    return new Reach(step, window, history.orElse(longest(byDefault, seasons, window)));
  }

  private static Duration longest(Duration... durations) {
    return Collections.max(List.of(durations));
  }
}
