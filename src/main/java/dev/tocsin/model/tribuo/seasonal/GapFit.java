package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.GapTable;
import java.util.Arrays;

/**
 * Where a series' past has no values, and how novel each of its values was when it came.
 *
 * <p>Both from one order: taking values out of the sorted past, newest first, leaves each with the
 * neighbours it found (O(n log n)).
 */
final class GapFit {
  private final double[] values;

  /** Steps with a sample, ascending by value, then by time. */
  private final int[] order;

  /**
   * The past of a series.
   *
   * @param values NaN where there is no sample; at least one is there
   */
  GapFit(double[] values) {
    this.values = values;
    this.order = sorted(values);
  }

  /** The least value. */
  double least() {
    return values[order[0]];
  }

  /** The greatest value. */
  double greatest() {
    return values[order[order.length - 1]];
  }

  /**
   * Least, greatest and range of the past, then its gaps, as {@link GapTable} tells.
   *
   * @param floor the least range believed, above 0
   * @param least gaps are kept in which a value can have more than this novelty; in narrower ones
   *     it has none, which is as ordinary
   */
  double[] table(double floor, double least) {
    double range = Math.max(greatest() - least(), floor);
    double narrowest = 2 * least * range;
    double[] lower = new double[order.length];
    double[] upper = new double[order.length];
    int count = 0;
    for (int i = 0; i + 1 < order.length; i++) {
      if (values[order[i + 1]] - values[order[i]] > narrowest) {
        lower[count] = values[order[i]];
        upper[count++] = values[order[i + 1]];
      }
    }
    double[] table = new double[GapTable.HEAD + 2 * count];
    table[0] = least();
    table[1] = greatest();
    table[2] = range;
    System.arraycopy(lower, 0, table, GapTable.HEAD, count);
    System.arraycopy(upper, 0, table, GapTable.HEAD + count, count);
    return table;
  }

  /**
   * The novelty each value had against those before it; NaN without a sample, and at the first.
   *
   * @param floor the least range believed, above 0
   */
  double[] whenTheyCame(double floor) {
    double[] ranges = rangesBefore(floor);
    int[] previous = new int[values.length];
    int[] next = new int[values.length];
    for (int i = 0; i < order.length; i++) {
      previous[order[i]] = i > 0 ? order[i - 1] : -1;
      next[order[i]] = i + 1 < order.length ? order[i + 1] : -1;
    }
    double[] novelties = new double[values.length];
    Arrays.fill(novelties, Double.NaN);
    for (int i = values.length - 1; i >= 0; i--) {
      if (!Double.isNaN(values[i]) && !Double.isNaN(ranges[i])) {
        double distance = Double.POSITIVE_INFINITY;
        if (previous[i] >= 0) {
          distance = values[i] - values[previous[i]];
          next[previous[i]] = next[i];
        }
        if (next[i] >= 0) {
          distance = Math.min(distance, values[next[i]] - values[i]);
          previous[next[i]] = previous[i];
        }
        novelties[i] = distance / ranges[i];
      }
    }
    return novelties;
  }

  /** The range of the values before each; NaN where none is before. */
  private double[] rangesBefore(double floor) {
    double[] ranges = new double[values.length];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      ranges[i] = low <= high ? Math.max(high - low, floor) : Double.NaN;
      if (!Double.isNaN(values[i])) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
    }
    return ranges;
  }

  /** A stable merge sort of the steps that have a sample, by value. */
  private static int[] sorted(double[] values) {
    int[] from = new int[values.length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      from[size] = i;
      size += Double.isNaN(values[i]) ? 0 : 1;
    }
    int[] to = new int[size];
    for (int run = 1; run < size; run *= 2) {
      for (int low = 0; low < size; low += 2 * run) {
        merge(values, from, to, low, Math.min(low + run, size), Math.min(low + 2 * run, size));
      }
      int[] merged = to;
      to = from;
      from = merged;
    }
    return Arrays.copyOf(from, size);
  }

  private static void merge(double[] values, int[] from, int[] to, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takeLeft =
          left < middle && (right >= high || values[from[left]] <= values[from[right]]);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
