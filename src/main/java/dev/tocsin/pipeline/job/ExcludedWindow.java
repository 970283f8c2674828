package dev.tocsin.pipeline.job;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stretch of time that models are not trained on, from (inclusive) to (exclusive). */
public sealed interface ExcludedWindow {
  /** Whether it contains a time, told in milliseconds since the epoch and by the zone's clocks. */
  boolean contains(long millis, long localMillis);

  /**
   * A stretch that was once.
   *
   * @param fromMillis its beginning, since the epoch
   * @param toMillis its end, after the beginning
   */
  record Once(long fromMillis, long toMillis) implements ExcludedWindow {
    @Override
    public boolean contains(long millis, long localMillis) {
      return millis >= fromMillis && millis < toMillis;
    }
  }

  /**
   * A stretch of every day or every week; one that ends before it begins goes on past midnight, or
   * past the end of the week.
   *
   * @param period a day, or a week that begins on Monday
   * @param fromMillis its beginning, from that of the period
   * @param toMillis its end, not the same
   */
  record Again(Duration period, long fromMillis, long toMillis) implements ExcludedWindow {
    /** 1970 began on a Thursday. */
    private static final long MONDAY_MILLIS = Duration.ofDays(3).toMillis();

    @Override
    public boolean contains(long millis, long localMillis) {
      long at = Math.floorMod(localMillis + MONDAY_MILLIS, period.toMillis());
      return fromMillis < toMillis
          ? at >= fromMillis && at < toMillis
          : at >= fromMillis || at < toMillis;
    }
  }

  /**
   * Reads {@code 2026-11-20T10:00:00Z/2026-11-20T12:00:00Z}, two times of RFC 3339; {@code Sun
   * 02:00/Sun 04:00}, a window of each week; or {@code 02:00/03:30}, one of each day.
   *
   * @throws InvalidJobException if it is none of them, or ends where or before it begins
   */
  static ExcludedWindow parse(String text) {
    String[] ends = text.strip().split("/", -1);
    if (ends.length != 2) {
      throw wrong(text);
    }
    try {
      Matcher from = Text.CLOCK.matcher(ends[0].strip());
      Matcher to = Text.CLOCK.matcher(ends[1].strip());
      return from.matches() && to.matches() ? again(text, from, to) : once(text, ends);
    } catch (DateTimeException e) {
      throw wrong(text);
    }
  }

  private static ExcludedWindow once(String text, String[] ends) {
    long from = OffsetDateTime.parse(ends[0].strip()).toInstant().toEpochMilli();
    long to = OffsetDateTime.parse(ends[1].strip()).toInstant().toEpochMilli();
    if (to <= from) {
      throw wrong(text);
    }
    return new Once(from, to);
  }

  private static ExcludedWindow again(String text, Matcher from, Matcher to) {
    boolean isWeekly = from.group(Text.DAY) != null;
    long begin = millis(from);
    long end = millis(to);
    if (isWeekly != (to.group(Text.DAY) != null) || begin == end) {
      throw wrong(text);
    }
    return new Again(Duration.ofDays(isWeekly ? 7 : 1), begin, end);
  }

  private static long millis(Matcher clock) {
    long ofDay = LocalTime.parse(clock.group(Text.TIME)).toNanoOfDay() / 1_000_000;
    String day = clock.group(Text.DAY);
    return day == null ? ofDay : Duration.ofDays(dayOfWeek(day)).toMillis() + ofDay;
  }

  private static int dayOfWeek(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(text.toUpperCase(Locale.ROOT))) {
        return day.getValue() - 1;
      }
    }
    throw new DateTimeException("no day of the week");
  }

  private static InvalidJobException wrong(String text) {
    return new InvalidJobException(
        "training.exclude",
        text,
        "from/to in RFC 3339 such as 2026-11-20T10:00:00Z/2026-11-20T12:00:00Z, or a window of each"
            + " week or day such as Sun 02:00/Sun 04:00 or 02:00/03:30; the end after the"
            + " beginning");
  }

  /** How a window that comes again is written. */
  final class Text {
    private static final String DAY = "day";
    private static final String TIME = "time";
    private static final Pattern CLOCK =
        Pattern.compile("((?<day>[A-Za-z]{3}) +)?(?<time>[0-9]{2}:[0-9]{2})");

    private Text() {}
  }
}
