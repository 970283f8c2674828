package dev.tocsin.demo.recording;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Sample values as Prometheus writes them: the shortest decimal that reads back as the same double,
 * {@code NaN}, {@code +Inf} and {@code -Inf}.
 *
 * <p>Source: Prometheus 2.42, {@code util/jsonutil}; from 10²¹ on and below 10⁻⁶ with an exponent.
 */
public final class NumberText {
  private static final double EXPONENT_FROM = 1e21;
  private static final double EXPONENT_BELOW = 1e-6;

  /** Whole numbers up to here have a double each. */
  private static final double EXACT_BOUND = 0x1p53;

  private NumberText() {}

  /** The text of a value. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value > 0 ? "0" : "-0";
    }
    if (value == Math.rint(value) && Math.abs(value) < EXACT_BOUND) {
      return Long.toString((long) value);
    }
    return fraction(value);
  }

  private static String fraction(double value) {
    // Not Double.toString: before JDK 19 it writes more digits than needed (JDK-4511638).
    BigDecimal shortest = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
    double size = Math.abs(value);
    return size < EXPONENT_BELOW || size >= EXPONENT_FROM
        ? withExponent(shortest)
        : shortest.toPlainString();
  }

  private static String withExponent(BigDecimal value) {
    String digits = value.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - value.scale();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = value.signum() < 0 ? "-" : "";
    return String.format(Locale.ROOT, "%s%c%se%+03d", sign, digits.charAt(0), fraction, exponent);
  }

  /**
   * The value of a number as exposition formats write it.
   *
   * @throws NumberFormatException if it is none
   */
  static double parse(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** A time in seconds since the epoch with as many places as Prometheus writes: none or three. */
  public static String seconds(long millis) {
    BigDecimal seconds = BigDecimal.valueOf(millis, 3);
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : seconds.toPlainString();
  }
}
