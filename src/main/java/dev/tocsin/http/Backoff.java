package dev.tocsin.http;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: as long as the server asks for, and a random time
 * besides whose bound grows exponentially; so that clients turned away together do not come back
 * together.
 *
 * @param base the bound of the first wait
 * @param cap the bound of all waits, except where the server asks for more
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">
 *     Exponential backoff and jitter</a>
 */
public record Backoff(Duration base, Duration cap) {
  /** A server that asks for more is asked again all the same. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  private static final int MAX_DOUBLINGS = 30;

  /** Half a second at first, half a minute at most. */
  public static Backoff standard() {
    return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  }

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is not positive or they contradict each other
   */
  public Backoff {
    if (base.toNanos() <= 0 || cap.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "back-off from %s to %s, expected two positive durations, the longer one last"
              .formatted(base, cap));
    }
  }

  /**
   * The wait before the next attempt.
   *
   * @param failures how many attempts failed, at least 1
   * @param asked how long the server asks to be left alone
   */
  public Duration wait(int failures, Optional<Duration> asked, RandomGenerator random) {
    long bound =
        Math.min(
            cap.toNanos(), saturated(base.toNanos(), 1L << Math.min(failures - 1, MAX_DOUBLINGS)));
    Duration jittered = Duration.ofNanos(random.nextLong(bound) + 1);
    return asked.map(Backoff::bounded).orElse(Duration.ZERO).plus(jittered);
  }

  private static Duration bounded(Duration asked) {
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }

  private static long saturated(long nanos, long factor) {
    return nanos > Long.MAX_VALUE / factor ? Long.MAX_VALUE : nanos * factor;
  }
}
