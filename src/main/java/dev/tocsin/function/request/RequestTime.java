package dev.tocsin.function.request;

import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the times that callers give. */
public final class RequestTime {
  /** Clocks of two machines in one place rarely differ by more. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private RequestTime() {}

  /**
   * The time given as RFC 3339 or epoch seconds, or {@code now} if none is given.
   *
   * @throws ProblemException if the text is neither, or lies in the future: a source would answer
   *     with its latest samples as if they were those of that time
   */
  public static Instant parse(@Nullable String text, Instant now) {
    return text == null ? now : past("end", parse(text), now);
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
      throw new ProblemException(
          Problem.Kind.BAD_REQUEST,
          field
              + " is "
              + Quoted.of(text)
              + ", expected epoch milliseconds such as "
              + now.toEpochMilli());
    }
    return past(field, Instant.ofEpochMilli(Long.parseLong(text)), now);
  }

  private static Instant past(String field, Instant time, Instant now) {
    if (time.isAfter(now.plus(SKEW))) {
      throw new ProblemException(
          Problem.Kind.BAD_REQUEST,
          field + " is " + time + ", which lies in the future; expected at most now, " + now);
    }
    return time;
  }

  private static Instant parse(String text) {
    try {
      String trimmed = text.strip();
      if (trimmed.indexOf('T') >= 0 || trimmed.indexOf('t') >= 0) {
        return OffsetDateTime.parse(trimmed).toInstant();
      }
      // A date before the year 5000 has no more than 12 digits of seconds.
      if (trimmed.length() <= 24 && trimmed.matches("-?\\d{1,12}(\\.\\d{1,9})?")) {
        return Instant.ofEpochMilli(new BigDecimal(trimmed).movePointRight(3).longValue());
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static ProblemException wrong(String text) {
    return new ProblemException(
        Problem.Kind.BAD_REQUEST,
        "end is "
            + Quoted.of(text)
            + ", expected RFC 3339 such as 2026-11-21T22:00:00Z, or epoch seconds");
  }
}
