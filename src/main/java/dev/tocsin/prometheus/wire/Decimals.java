package dev.tocsin.prometheus.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from ASCII bytes, to the same bits as {@link Double#parseDouble}.
 *
 * <p>Digits are taken eight at a time as one 64-bit word. The significand is scaled exactly where a
 * double can hold both factors (Clinger's fast path), else by the Eisel-Lemire algorithm (Lemire,
 * <i>Number Parsing at a Gigabyte per Second</i>, 2021); the few numbers neither settles, and those
 * of more than 19 digits, go to {@link Double#parseDouble}.
 *
 * <p>The array must go on for at least {@link #PADDING} bytes after the number, and the number must
 * be followed by a byte that cannot be part of one. Not thread-safe.
 */
final class Decimals {
  /** How many bytes may be looked at beyond a number's end. */
  static final int PADDING = 16;

  /** The {@link #end} of bytes that are not a number. */
  static final int NOT_A_NUMBER = -1;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;

  /** An unsigned 64-bit word holds every number of so many digits. */
  private static final int MAX_DIGITS = 19;

  /** Longer exponents, sign included, are mostly leading zeros. */
  private static final int MAX_EXPONENT_BYTES = 9;

  private static final long[] LONG_TENS = {
    1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
  };

  /** The powers of ten a double holds exactly. */
  private static final double[] EXACT_TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private int end;

  /** The index after the number parsed last, or {@link #NOT_A_NUMBER}. */
  int end() {
    return end;
  }

  /**
   * The digits at {@code from} as a number; {@link #end} tells where they stop. More than 18 digits
   * overflow; no digit gives 0 and an end of {@code from}.
   */
  long digits(byte[] bytes, int from) {
    return digits(bytes, from, 0);
  }

  private long digits(byte[] bytes, int from, long leading) {
    long number = leading;
    int at = from;
    while (true) {
      long word = (long) WORDS.get(bytes, at) ^ ZEROS;
      // A nibble above is set from the first byte on that is not a digit; a carry goes only upward.
      long others = ((word + 0x0606060606060606L) | word) & 0xF0F0F0F0F0F0F0F0L;
      if (others != 0) {
        int count = Long.numberOfTrailingZeros(others) >>> 3;
        end = at + count;
        return count == 0
            ? number
            : number * LONG_TENS[count] + eightDigits(word << (64 - 8 * count));
      }
      number = number * 100_000_000L + eightDigits(word);
      at += 8;
    }
  }

  /** The number of eight digits, the first in the lowest byte: three steps instead of eight. */
  private static long eightDigits(long digits) {
    long pairs = digits * 10 + (digits >>> 8);
    long low = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
    long high = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
    return (low + high) >>> 32;
  }

  /**
   * The number at {@code from}: digits with an optional sign, fraction and exponent, or {@code
   * NaN}, {@code Inf}, {@code +Inf}, {@code -Inf}. {@link #end} tells where it stops, or that there
   * is none.
   */
  double parse(byte[] bytes, int from) {
    boolean negative = bytes[from] == '-';
    int first = negative ? from + 1 : from;
    long significand = digits(bytes, first, 0);
    int at = end;
    int count = at - first;
    int exponent = 0;
    if (bytes[at] == '.') {
      int fraction = at + 1;
      significand = digits(bytes, fraction, significand);
      at = end;
      exponent = fraction - at;
      count -= exponent;
    }
    if (count == 0) {
      return special(bytes, from);
    }
    if ((bytes[at] | 0x20) == 'e') {
      exponent += exponent(bytes, at + 1);
      if (end == NOT_A_NUMBER) {
        return Double.NaN;
      }
    }
    boolean longExponent = end - at > 1 + MAX_EXPONENT_BYTES;
    if (longExponent || (count > MAX_DIGITS && significantDigits(bytes, first, at) > MAX_DIGITS)) {
      return exactly(bytes, from);
    }
    return scaled(bytes, from, negative, significand, exponent);
  }

  private double scaled(byte[] bytes, int from, boolean negative, long significand, int exponent) {
    if (significand >>> 53 == 0 && exponent >= -22 && exponent <= 22) {
      double value =
          exponent < 0 ? significand / EXACT_TENS[-exponent] : significand * EXACT_TENS[exponent];
      return negative ? -value : value;
    }
    double value = EiselLemire.scale(significand, exponent);
    if (Double.isNaN(value)) {
      return exactly(bytes, from);
    }
    return negative ? -value : value;
  }

  private int exponent(byte[] bytes, int from) {
    boolean signed = bytes[from] == '-' || bytes[from] == '+';
    int first = signed ? from + 1 : from;
    long magnitude = digits(bytes, first, 0);
    int count = end - first;
    if (count == 0) {
      end = NOT_A_NUMBER;
      return 0;
    }
    // Far beyond any double, and far from overflow when the fraction's digits are added.
    int bounded = (int) Math.min(magnitude, 1_000_000);
    return bytes[from] == '-' ? -bounded : bounded;
  }

  private static int significantDigits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == '0' || bytes[at] == '.')) {
      at++;
    }
    int count = 0;
    for (; at < to; at++) {
      count += bytes[at] == '.' ? 0 : 1;
    }
    return count;
  }

  private double exactly(byte[] bytes, int from) {
    return Double.parseDouble(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
  }

  private double special(byte[] bytes, int from) {
    boolean signed = bytes[from] == '+' || bytes[from] == '-';
    int word = signed ? from + 1 : from;
    end = word + 3;
    if (bytes[word] == 'I' && bytes[word + 1] == 'n' && bytes[word + 2] == 'f') {
      return bytes[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (signed || bytes[word] != 'N' || bytes[word + 1] != 'a' || bytes[word + 2] != 'N') {
      end = NOT_A_NUMBER;
    }
    return Double.NaN;
  }
}
