package dev.tocsin.function.request;

import dev.tocsin.function.problem.ProblemException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the times that callers give. */
public final class RequestTime {
  private static final String RFC_3339 = "RFC 3339 such as 2026-11-21T22:00:00Z";

  /** The end of the year 9999, the last of RFC 3339. */
  private static final long LATEST_SECOND = 253_402_300_799L;

  /** Clocks of two machines in one place rarely differ by more. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private RequestTime() {}

  /**
   * The time that {@code end} gives as RFC 3339 or epoch seconds, or {@code now} if it gives none.
   *
   * @throws ProblemException if the text is neither, or lies in the future: a source would answer
   *     with its latest samples as if they were those of that time
   */
  public static Instant parse(@Nullable String text, Instant now) {
    return text == null ? now : parse("end", text, now);
  }

  /**
   * The time that a field gives as RFC 3339 or epoch seconds.
   *
   * @throws ProblemException if the text is neither, or lies in the future
   */
  public static Instant parse(String field, String text, Instant now) {
    return past(field, parse(field, text), now);
  }

  /**
   * The time a field gives as RFC 3339, which may lie in the future.
   *
   * @throws ProblemException if the text is no such time, or is before 1970
   */
  public static Instant rfc3339(String field, @Nullable String text) {
    try {
      return bounded(OffsetDateTime.parse(String.valueOf(text)).toInstant());
    } catch (DateTimeException e) {
      throw ProblemException.badField(field, String.valueOf(text), RFC_3339);
    }
  }

  /**
   * The time a field gives as epoch milliseconds, or {@code now} if it gives none.
   *
   * @throws ProblemException if the text is no such number, or lies in the future
   */
  public static Instant parseMillis(String field, @Nullable String text, Instant now) {
    if (text == null) {
      return now;
    }
    if (!text.matches("\\d{1,15}")) {
      throw ProblemException.badField(
          field, text, "epoch milliseconds such as " + now.toEpochMilli());
    }
    return past(field, Instant.ofEpochMilli(Long.parseLong(text)), now);
  }

  private static Instant past(String field, Instant time, Instant now) {
    if (time.isAfter(now.plus(SKEW))) {
      throw ProblemException.badRequest(
          field + " is " + time + ", which lies in the future; expected at most now, " + now);
    }
    return time;
  }

  private static Instant parse(String field, String text) {
    try {
      String trimmed = text.strip();
      if (trimmed.indexOf('T') >= 0 || trimmed.indexOf('t') >= 0) {
        return bounded(OffsetDateTime.parse(trimmed).toInstant());
      }
      // A date before the year 5000 has no more than 12 digits of seconds.
      if (trimmed.length() <= 24 && trimmed.matches("-?\\d{1,12}(\\.\\d{1,9})?")) {
        return bounded(Instant.ofEpochMilli(new BigDecimal(trimmed).movePointRight(3).longValue()));
      }
    } catch (DateTimeException e) {
      throw ProblemException.badField(field, text, RFC_3339 + ", or epoch seconds");
    }
    throw ProblemException.badField(field, text, RFC_3339 + ", or epoch seconds");
  }

  /** No server has samples from before 1970, and far outside nothing can be reckoned with. */
  private static Instant bounded(Instant time) {
    if (time.getEpochSecond() < 0 || time.getEpochSecond() > LATEST_SECOND) {
      throw new DateTimeException("out of range");
    }
    return time;
  }
}
