package dev.tocsin.eval.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The marks of an axis.
 *
 * @param at where, in the axis's unit, ascending
 * @param labels what stands there
 */
record Ticks(List<Double> at, List<String> labels) {
  private static final List<Duration> TIME_STEPS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofDays(28));

  private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

  /** Round numbers from {@code low} to {@code high}, about so many. */
  static Ticks ofNumbers(double low, double high, int about) {
    double step = roundStep((high - low) / about);
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      at.add(i * step);
      labels.add(number(i * step, step));
    }
    return new Ticks(at, labels);
  }

  /** 1, 2 or 5 times a power of ten, at least {@code wanted}. */
  private static double roundStep(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= wanted * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value, double step) {
    int thousands = 0;
    double unit = 1;
    while (thousands + 1 < PREFIXES.length && Math.abs(value) >= 1_000 * unit) {
      thousands++;
      unit *= 1_000;
    }
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f%s", value / unit, PREFIXES[thousands]);
  }

  /** Round times in UTC from {@code fromMillis} to {@code toMillis}, at most so many. */
  static Ticks ofTimes(long fromMillis, long toMillis, int most) {
    long step =
        TIME_STEPS.stream()
            .mapToLong(Duration::toMillis)
            .filter(candidate -> (toMillis - fromMillis) / candidate < most)
            .findFirst()
            .orElse((toMillis - fromMillis) / most + 1);
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (long time = -Math.floorDiv(-fromMillis, step) * step; time <= toMillis; time += step) {
      boolean isDate = step >= Duration.ofDays(1).toMillis();
      at.add((double) time);
      labels.add(time(time, isDate || at.size() == 1 || isMidnight(time), isDate));
    }
    return new Ticks(at, labels);
  }

  private static boolean isMidnight(long millis) {
    return millis % Duration.ofDays(1).toMillis() == 0;
  }

  private static String time(long millis, boolean withDate, boolean onlyDate) {
    String pattern = onlyDate ? "d MMM" : withDate ? "d MMM HH:mm" : "HH:mm";
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochMilli(millis));
  }
}
