package dev.tocsin.demo.tour;

import dev.tocsin.demo.recording.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a person likes to read them. */
final class Figures {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** A number with three significant digits, all digits before the point kept. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "none" : NumberText.of(value);
    }
    if (Math.abs(value) >= 100) {
      return Long.toString(Math.round(value));
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** The time of day in UTC. */
  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  /** A duration to the tenth of a second. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(Math.round(duration.toMillis() / 100.0), 1) + " s";
  }
}
