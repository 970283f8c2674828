package dev.tocsin.model.tribuo.seasonal;

/** Order statistics by selection: no more of the array is sorted than needed. */
final class OrderStatistics {
  private OrderStatistics() {}

  /**
   * Moves the value of this rank to its place in ascending order, no larger ones before it and no
   * smaller ones behind (Hoare's selection, with the middle as pivot).
   */
  static double select(double[] values, int size, int rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double moved = values[i];
          values[i++] = values[j];
          values[j--] = moved;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[rank];
  }

  /** The quantile of at least one value, linear between two; moves them about. */
  static double quantile(double[] values, int size, double share) {
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

  /** Copies what is not NaN to the front of {@code target} and returns how many that are. */
  static int present(double[] values, int from, int to, double[] target) {
    int count = 0;
    for (int i = from; i < to; i++) {
      target[count] = values[i];
      count += Double.isNaN(values[i]) ? 0 : 1;
    }
    return count;
  }
}
