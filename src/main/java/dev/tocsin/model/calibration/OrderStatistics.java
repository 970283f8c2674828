package dev.tocsin.model.calibration;

/** Order statistics by selection: no more of the array is sorted than needed. */
public final class OrderStatistics {
  /** The median distance from the median (MAD) times this is a normal standard deviation. */
  public static final double MAD_TO_SIGMA = 1.4826;

  /** In fewer values a sample costs more than it spares. */
  private static final int FEWEST_SAMPLED = 100;

  private OrderStatistics() {}

  /**
   * Moves the value of this rank to its place in ascending order, no larger ones before it and no
   * smaller ones behind: selection with a pivot from a sample, chosen so that the rank soon lies in
   * a short part (Floyd and Rivest 1975, Expected Time Bounds for Selection).
   */
  static double select(double[] values, int size, int rank) {
    select(values, 0, size, rank);
    return values[rank];
  }

  /** Of the values from {@code first} (inclusive) to {@code end} (exclusive). */
  private static void select(double[] values, int first, int end, int rank) {
    int low = first;
    int high = end;
    while (high - low > 1) {
      if (high - low >= FEWEST_SAMPLED) {
        sample(values, low, high, rank);
      }
      double pivot = values[rank];
      int smaller = smallerFirst(values, low, high, pivot);
      if (rank < smaller) {
        high = smaller;
        continue;
      }
      int larger = smallerFirst(values, smaller, high, Math.nextUp(pivot));
      if (rank < larger || pivot == Double.POSITIVE_INFINITY) {
        return;
      }
      low = larger;
    }
  }

  /**
   * Moves what is smaller than a bound to the front, and returns where the rest begins. Without a
   * branch on the values, which nobody could predict: each is exchanged, be it with itself.
   */
  private static int smallerFirst(double[] values, int low, int high, double bound) {
    int end = low;
    for (int i = low; i < high; i++) {
      double value = values[i];
      values[i] = values[end];
      values[end] = value;
      end += value < bound ? 1 : 0;
    }
    return end;
  }

  /**
   * Lets the value at {@code rank} be one that lies a little beyond the wanted, towards the middle.
   */
  private static void sample(double[] values, int low, int high, int rank) {
    double size = high - low;
    double place = rank - low + 1.0;
    double log = Math.log(size);
    double sample = 0.5 * Math.exp(2 * log / 3);
    double deviation = 0.5 * Math.sqrt(log * sample * (size - sample) / size);
    double shift = place < size / 2 ? -deviation : deviation;
    int from = Math.max(low, (int) (rank - place * sample / size + shift));
    int to = Math.min(high, 1 + (int) (rank + (size - place) * sample / size + shift));
    select(values, from, to, rank);
  }

  /** The quantile of at least one value, linear between two; moves them about. */
  public static double quantile(double[] values, int size, double share) {
    double position = share * (size - 1);
    int rank = (int) position;
    double below = select(values, size, rank);
    if (rank + 1 == size || position == rank) {
      return below;
    }
    double above = Double.POSITIVE_INFINITY;
    for (int i = rank + 1; i < size; i++) {
      above = Math.min(above, values[i]);
    }
    return below + (position - rank) * (above - below);
  }

  /** The median of at least one value; moves them about. */
  public static double median(double[] values) {
    return quantile(values, values.length, 0.5);
  }

  /** Copies what is not NaN to the front of {@code target} and returns how many that are. */
  public static int present(double[] values, int from, int to, double[] target) {
    int count = 0;
    for (int i = from; i < to; i++) {
      target[count] = values[i];
      count += Double.isNaN(values[i]) ? 0 : 1;
    }
    return count;
  }
}
