package dev.tocsin.demo.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times and durations as Prometheus's API takes them.
 *
 * <p>Source: Prometheus 2.42, {@code web/api/v1/api.go} and {@code common/model/time.go}.
 */
final class ApiTime {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  /** What the groups of {@link #DURATION} count, in milliseconds; a year has 365 days. */
  private static final List<Long> UNITS_MILLIS =
      List.of(
          TimeUnit.DAYS.toMillis(365),
          TimeUnit.DAYS.toMillis(7),
          TimeUnit.DAYS.toMillis(1),
          TimeUnit.HOURS.toMillis(1),
          TimeUnit.MINUTES.toMillis(1),
          TimeUnit.SECONDS.toMillis(1),
          1L);

  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter();

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);

  private ApiTime() {}

  /** Seconds since the epoch, rounded to milliseconds, or RFC 3339; empty if it is neither. */
  static OptionalLong millis(String text) {
    if (NUMBER.matcher(text).matches()) {
      return whole(new BigDecimal(text).multiply(THOUSAND));
    }
    try {
      return OptionalLong.of(OffsetDateTime.parse(text, RFC_3339).toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  /** Seconds or a duration such as {@code 1h30m}, in nanoseconds; empty if it is neither. */
  static OptionalLong durationNanos(String text) {
    if (NUMBER.matcher(text).matches()) {
      return whole(new BigDecimal(text).multiply(BILLION));
    }
    Matcher duration = DURATION.matcher(text);
    return text.isEmpty() || !duration.matches()
        ? OptionalLong.empty()
        : sumNanos(duration.toMatchResult());
  }

  private static OptionalLong whole(BigDecimal number) {
    try {
      return OptionalLong.of(number.setScale(0, RoundingMode.HALF_UP).longValueExact());
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong sumNanos(MatchResult duration) {
    BigDecimal millis = BigDecimal.ZERO;
    for (int unit = 0; unit < UNITS_MILLIS.size(); unit++) {
      if (duration.group(unit + 1) != null) {
        BigDecimal count = new BigDecimal(duration.group(unit + 1));
        millis = millis.add(count.multiply(BigDecimal.valueOf(UNITS_MILLIS.get(unit))));
      }
    }
    return whole(millis.movePointRight(6));
  }
}
