package dev.tocsin.prometheus.wire;

/**
 * Scales a 64-bit significand by a power of ten to the nearest double.
 *
 * <p>The algorithm is that of Lemire, <i>Number Parsing at a Gigabyte per Second</i> (2021),
 * section 6: the product with 128 bits of the power of five decides nearly always.
 */
final class EiselLemire {
  /** Bits of a product beside the 52 stored ones: the leading one, two for rounding. */
  private static final int EXTRA_BITS = 3;

  private static final int STORED_BITS = 52;
  private static final int MAX_BIASED_EXPONENT = 0x7FF;

  private EiselLemire() {}

  /**
   * {@code significand × 10^exponent}, rounded to nearest, ties to even.
   *
   * @param significand unsigned
   * @return NaN if 128 bits do not decide
   */
  static double scale(long significand, int exponent) {
    if (significand == 0 || exponent < PowersOfFive.MIN_EXPONENT) {
      return 0.0;
    }
    if (exponent > PowersOfFive.MAX_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    int leadingZeros = Long.numberOfLeadingZeros(significand);
    long factor = significand << leadingZeros;
    long high = unsignedHigh(factor, PowersOfFive.high(exponent));
    long low = factor * PowersOfFive.high(exponent);
    if ((high & 0x1FF) == 0x1FF) {
      long carried = unsignedHigh(factor, PowersOfFive.low(exponent));
      low += carried;
      if (Long.compareUnsigned(low, carried) < 0) {
        high++;
      }
    }
    if (low == -1 && (exponent < -27 || exponent > 55)) {
      return Double.NaN;
    }
    return rounded(high, low, leadingZeros, exponent);
  }

  private static double rounded(long high, long low, int leadingZeros, int exponent) {
    int upperBit = (int) (high >>> 63);
    int shift = upperBit + 64 - STORED_BITS - EXTRA_BITS;
    long mantissa = high >>> shift;
    int biased = binaryExponent(exponent) + upperBit - leadingZeros + 1023;
    if (biased <= 0) {
      return subnormal(mantissa, 1 - biased);
    }
    boolean halfway = low >= 0 && low <= 1 && exponent >= -4 && exponent <= 23;
    if (halfway && (mantissa & 3) == 1 && mantissa << shift == high) {
      mantissa &= ~1L; // exactly between two doubles: to the even one
    }
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    if (mantissa >>> (STORED_BITS + 1) != 0) {
      mantissa >>>= 1;
      biased++;
    }
    if (biased >= MAX_BIASED_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    return Double.longBitsToDouble(
        (mantissa & ((1L << STORED_BITS) - 1)) | ((long) biased << STORED_BITS));
  }

  private static double subnormal(long mantissa, int shift) {
    if (shift >= 64) {
      return 0.0;
    }
    long shifted = mantissa >>> shift;
    // Rounding up may reach the least normal number, whose bits follow without a break.
    return Double.longBitsToDouble((shifted + (shifted & 1)) >>> 1);
  }

  /** The integer part of log2(10^exponent), plus the 63 bits below the leading one. */
  private static int binaryExponent(int exponent) {
    return ((217706 * exponent) >> 16) + 63;
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
