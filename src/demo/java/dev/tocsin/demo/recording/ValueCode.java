package dev.tocsin.demo.recording;

import java.util.stream.DoubleStream;

/**
 * How the values of a series become whole numbers without loss: as decimals of a fixed number of
 * places, or, where they are no such decimals, as their IEEE 754 bits.
 *
 * <p>What programs export is mostly counts, bytes and nanoseconds in seconds, so whole numbers with
 * small differences come out, which compress well.
 */
final class ValueCode {
  /** The byte that stands for IEEE 754 bits. */
  private static final int BITS = 255;

  /** Places tried: a timestamp in seconds with ten places still fits the bound below. */
  private static final int MOST_PLACES = 12;

  private static final double[] POWERS_OF_TEN =
      DoubleStream.iterate(1, power -> power * 10).limit(MOST_PLACES + 1).toArray();

  /** Whole numbers up to here have a double each. */
  private static final double EXACT_BOUND = 0x1p53;

  private final int id;
  private final double powerOfTen;

  private ValueCode(int id) {
    this.id = id;
    this.powerOfTen = id == BITS ? Double.NaN : POWERS_OF_TEN[id];
  }

  /** The code with this number. */
  static ValueCode ofId(int id) {
    if (id != BITS && (id < 0 || id > MOST_PLACES)) {
      throw new IllegalArgumentException(
          "value code " + id + ", expected 0 to " + MOST_PLACES + " or " + BITS);
    }
    return new ValueCode(id);
  }

  /** The code with the fewest places that keeps each value of the series as it is. */
  static ValueCode keeping(RecordedSeries series) {
    for (int places = 0; places <= MOST_PLACES; places++) {
      ValueCode code = new ValueCode(places);
      if (code.keepsAll(series)) {
        return code;
      }
    }
    return new ValueCode(BITS);
  }

  /** The number that stands for this code in a file. */
  int id() {
    return id;
  }

  long encode(double value) {
    return id == BITS ? Double.doubleToRawLongBits(value) : (long) Math.rint(value * powerOfTen);
  }

  double decode(long number) {
    // A quotient of two exact doubles is rounded once, as a parser rounds the decimal.
    return id == BITS ? Double.longBitsToDouble(number) : number / powerOfTen;
  }

  private boolean keepsAll(RecordedSeries series) {
    for (int i = 0; i < series.size(); i++) {
      double value = series.value(i);
      if (!(Math.abs(value * powerOfTen) <= EXACT_BOUND) || !keeps(value)) {
        return false;
      }
    }
    return true;
  }

  private boolean keeps(double value) {
    return Double.doubleToRawLongBits(decode(encode(value))) == Double.doubleToRawLongBits(value);
  }
}
