package dev.tocsin.model.tribuo;

import java.util.Arrays;

/** Medians. */
final class Medians {
  private Medians() {}

  /** The median of at least one value; sorts the array. */
  static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1
        ? values[middle]
        : values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
  }
}
