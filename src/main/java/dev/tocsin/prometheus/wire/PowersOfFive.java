package dev.tocsin.prometheus.wire;

import java.math.BigInteger;

/**
 * The 128 leading bits of 5<sup>q</sup>, normalised so that the highest bit is set.
 *
 * <p>Positive powers are truncated, negative ones rounded up, as the Eisel-Lemire algorithm wants
 * them (Lemire, <i>Number Parsing at a Gigabyte per Second</i>, 2021, section 5 and appendix B).
 */
final class PowersOfFive {
  /** Below it, even the largest 64-bit significand is nearer to 0 than to the least double. */
  static final int MIN_EXPONENT = -342;

  /** Above it, even the significand 1 is beyond the largest double. */
  static final int MAX_EXPONENT = 308;

  private static final int COUNT = MAX_EXPONENT - MIN_EXPONENT + 1;
  private static final long[] HIGH = new long[COUNT];
  private static final long[] LOW = new long[COUNT];

  static {
    for (int i = 0; i < COUNT; i++) {
      BigInteger bits = leadingBits(i + MIN_EXPONENT);
      HIGH[i] = bits.shiftRight(64).longValue();
      LOW[i] = bits.longValue();
    }
  }

  private PowersOfFive() {}

  /** Bits 64 to 127. */
  static long high(int exponent) {
    return HIGH[exponent - MIN_EXPONENT];
  }

  /** Bits 0 to 63. */
  static long low(int exponent) {
    return LOW[exponent - MIN_EXPONENT];
  }

  private static BigInteger leadingBits(int exponent) {
    BigInteger power = BigInteger.valueOf(5).pow(Math.abs(exponent));
    if (exponent >= 0) {
      int surplus = power.bitLength() - 128;
      return surplus >= 0 ? power.shiftRight(surplus) : power.shiftLeft(-surplus);
    }
    // Up to 5^27 fits a word; there the last of exactly 128 bits is what must be rounded up.
    int scale = power.bitLength() + (exponent >= -27 ? 127 : power.bitLength() + 128);
    BigInteger reciprocal = BigInteger.ONE.shiftLeft(scale).divide(power).add(BigInteger.ONE);
    return reciprocal.shiftRight(reciprocal.bitLength() - 128);
  }
}
