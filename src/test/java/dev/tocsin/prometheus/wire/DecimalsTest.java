package dev.tocsin.prometheus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  private static final long SEED = 20240229;
  private static final int ROUNDS = 100_000;

  private final Decimals decimals = new Decimals();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "1",
        "-1",
        "10",
        "0.1",
        "0.25",
        "123456789",
        "1234567.891",
        "5e-324",
        "4.9e-324",
        "2.4703282292062328e-324",
        "2.4703282292062327e-324",
        "1e-400",
        "2.2250738585072014e-308",
        "2.2250738585072011e-308",
        "1.7976931348623157e+308",
        "1.7976931348623159e308",
        "1e309",
        "1e+21",
        "1E21",
        "1e22",
        "1e23",
        "9007199254740993",
        "9007199254740992.5",
        "9007199254740993.0000000000000000000000001",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999",
        "00000000000000000000000000001",
        "0.00000000000000000000000000000000000001234567890123456789",
        "8.5e-7",
        "1.5e-07",
        "123456789012345678901234567890",
        "0e500",
        "-0e-500",
        "1e00000000000000000005",
        "5.",
        ".5",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "1e9223372036854775809",
        "1e18446744073709551617",
        "1e-18446744073709551617",
        "7.2057594037927933e16",
        "9.007199254740995e15",
        "6929495644600919.5",
        "3.518437208883201171875e13",
        "4294967295.5"
      })
  void parse_isExact(String text) {
    assertSameBits(text);
  }

  @Test
  void parse_readsWhatIsNoFiniteNumber() {
    assertThat(parse("NaN")).isNaN();
    assertThat(parse("+Inf")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(parse("Inf")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(parse("-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "+", ".", "e5", "1e", "1e+", "-NaN", "abc", "\"", "+1"})
  void parse_refuses(String text) {
    decimals.parse(padded(text), 0);
    assertThat(decimals.end()).isEqualTo(Decimals.NOT_A_NUMBER);
  }

  @Test
  void parse_stopsBehindTheNumber() {
    assertThat(decimals.parse(padded("12.5\",\"7"), 0)).isEqualTo(12.5);
    assertThat(decimals.end()).isEqualTo(4);
  }

  @Test
  void parse_agreesOnRandomBits() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertSameBits(Double.toString(value));
        assertSameBits(String.format(Locale.ROOT, "%.14e", value));
      }
    }
  }

  @Test
  void parse_agreesOnTypicalMetrics() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      double value = Math.exp(20 * random.nextGaussian());
      assertSameBits(new BigDecimal(Double.toString(value)).toPlainString());
      assertSameBits(Long.toString(random.nextLong() >> random.nextInt(64)));
    }
  }

  @Test
  void parse_agreesOnRandomDigits() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String digits = digits(random, 1 + random.nextInt(24));
      assertSameBits(digits + "." + digits(random, random.nextInt(20)));
      assertSameBits("-" + digits + "e" + (random.nextInt(720) - 370));
    }
  }

  /** Numbers halfway between two doubles, and a hair beside, are the hardest to round. */
  @Test
  void parse_agreesHalfwayBetweenDoubles() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS / 10; i++) {
      double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
      if (value < Double.MAX_VALUE) {
        BigDecimal halfway =
            new BigDecimal(value).add(new BigDecimal(Math.nextUp(value))).divide(new BigDecimal(2));
        assertSameBits(halfway.toString());
        assertSameBits(halfway.round(new MathContext(19)).toString());
        assertSameBits(halfway.round(new MathContext(17)).toString());
      }
    }
  }

  @Test
  void digits_tellWhereTheyEnd() {
    assertThat(decimals.digits(padded("1700000000.123"), 0)).isEqualTo(1_700_000_000L);
    assertThat(decimals.end()).isEqualTo(10);
    assertThat(decimals.digits(padded("x"), 0)).isZero();
    assertThat(decimals.end()).isZero();
  }

  private static String digits(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  private void assertSameBits(String text) {
    long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
    assertEquals(expected, Double.doubleToRawLongBits(parse(text)), text);
  }

  private double parse(String text) {
    double value = decimals.parse(padded(text), 0);
    assertEquals(text.length(), decimals.end(), text);
    return value;
  }

  private static byte[] padded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(bytes, bytes.length + Decimals.PADDING);
  }
}
