package dev.tocsin.function.config;

import dev.tocsin.series.PrometheusDuration;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** How often something runs inside the process, as configuration says it. */
public final class Interval {
  private static final String OFF = "off";
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST_JITTER = Duration.ofSeconds(30);

  /** A tenth spreads ten jobs of one interval evenly, and nobody notices it. */
  private static final int JITTER_SHARE = 10;

  private Interval() {}

  /** Whether nothing is to run. */
  public static boolean isOff(String text) {
    return text.equals(OFF);
  }

  /**
   * The interval; none for {@code off}.
   *
   * @throws ConfigurationException if the text is something else
   */
  public static Optional<Duration> parse(String property, String text) {
    if (isOff(text)) {
      return Optional.empty();
    }
    try {
      Duration every = PrometheusDuration.parse(text);
      if (every.compareTo(LEAST) >= 0) {
        return Optional.of(every);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          property + ": " + e.getMessage() + ", or off", Set.of(property));
    }
    throw new ConfigurationException(
        property + " is \"" + text + "\", expected 1s or more, or off", Set.of(property));
  }

  /** A delay so that not all that runs as often runs at once: up to a tenth, 30 s at most. */
  public static Duration jitter(Duration every, RandomGenerator random) {
    Duration share = every.dividedBy(JITTER_SHARE);
    Duration most = share.compareTo(MOST_JITTER) < 0 ? share : MOST_JITTER;
    return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
  }
}
