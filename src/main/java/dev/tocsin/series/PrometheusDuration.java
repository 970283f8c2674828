package dev.tocsin.series;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Prometheus writes them: {@code 15s}, {@code 1h30m}, {@code 7d}.
 *
 * <p>Also read: ISO-8601 ({@code PT15S}) and plain seconds ({@code 15}, {@code 0.5}), which
 * Prometheus's HTTP API takes for a step. A day has 24 hours, a week 7 days, a year 365 days.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#time-durations">Time
 *     durations in PromQL</a>
 */
public final class PrometheusDuration {
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(?:\\.\\d{1,9})?");
  private static final String[] SUFFIXES = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MILLIS = {
    365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };
  private static final int MAX_SHOWN = 64;

  /**
   * A thousand years: what is reckoned with it, thousands of steps of it, fits a long of millis.
   */
  private static final Duration LONGEST = Duration.ofDays(365_000);

  private PrometheusDuration() {}

  /**
   * Reads a duration; never negative, to the millisecond.
   *
   * @throws IllegalArgumentException if the text is not a duration or is out of range; the message
   *     shows the text and what was expected
   */
  public static Duration parse(String text) {
    Duration duration = unbounded(text);
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "\"%s\" is too long; expected at most %s".formatted(shown(text), format(LONGEST)));
    }
    return duration;
  }

  private static Duration unbounded(String text) {
    String trimmed = text.strip();
    try {
      if (SECONDS.matcher(trimmed).matches()) {
        return Duration.ofMillis(Math.round(Double.parseDouble(trimmed) * 1_000));
      }
      if (trimmed.startsWith("P") || trimmed.startsWith("p")) {
        return iso(trimmed);
      }
      Matcher units = UNITS.matcher(trimmed);
      if (!trimmed.isEmpty() && units.matches()) {
        return Duration.ofMillis(sumMillis(units));
      }
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static Duration iso(String text) {
    Duration duration = Duration.parse(text);
    if (duration.isNegative()) {
      throw new DateTimeException("negative");
    }
    return Duration.ofMillis(duration.toMillis());
  }

  private static long sumMillis(Matcher units) {
    long millis = 0;
    for (int i = 0; i < UNIT_MILLIS.length; i++) {
      String count = units.group(i + 1);
      if (count != null) {
        millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(count), UNIT_MILLIS[i]));
      }
    }
    return millis;
  }

  private static String wrong(String text) {
    return "\"%s\" is not a duration; expected one such as 15s, 1h30m, 7d or PT15S"
        .formatted(shown(text));
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }

  /** Writes a duration the way {@link #parse} and Prometheus read it, such as {@code 1h30m}. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis <= 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    // Years and weeks are not written: 7d reads better than 1w, and a year is ambiguous.
    for (int i = 2; i < UNIT_MILLIS.length; i++) {
      long count = millis / UNIT_MILLIS[i];
      millis %= UNIT_MILLIS[i];
      if (count > 0) {
        text.append(count).append(SUFFIXES[i]);
      }
    }
    return text.toString();
  }
}
