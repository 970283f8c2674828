package dev.tocsin.http;

import java.time.Duration;
import java.util.Optional;

/**
 * When a busy server is asked again: after what it says, or else after ever longer times; in any
 * case with jitter, so that clients turned away together do not come back together.
 *
 * @see <a
 *     href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
 *     back-off and jitter</a>
 */
public final class Backoff {
  /** Who calls may ask again as well; what lasts longer than a second is theirs to decide. */
  public static final int MAX_RETRIES = 3;

  private static final Duration FIRST = Duration.ofMillis(200);

  private Backoff() {}

  /**
   * How long to wait before asking again.
   *
   * @param retries how often the server was asked again already
   * @param told how long the server wants to be left alone, if it says so
   * @param remaining how long the answer may still take
   * @param random from 0 to 1
   * @return nothing if it is to be left at that
   */
  public static Optional<Duration> pause(
      int retries, Optional<Duration> told, Duration remaining, double random) {
    if (retries >= MAX_RETRIES) {
      return Optional.empty();
    }
    Duration jitter = Duration.ofNanos((long) (random * (FIRST.toNanos() << retries)));
    return Optional.of(told.orElse(Duration.ZERO).plus(jitter))
        .filter(pause -> pause.compareTo(remaining) < 0);
  }
}
