package dev.tocsin.model;

/**
 * Where the past of a series has no values: its least and greatest value, and the wide gaps between
 * neighbours of its sorted values.
 *
 * <p>A row of a ragged {@link SeriesTensor}: least, greatest, range (above 0), then the lower ends
 * of the gaps, ascending, then their upper ends in the same order. Gaps do not overlap.
 */
public final class GapTable {
  /** Values before the gaps: least, greatest, range. */
  public static final int HEAD = 3;

  private GapTable() {}

  /**
   * The novelty of a value: how far it is from all values of the past, as a share of their range; 0
   * at a value that was there, or where the past is dense. One binary search.
   */
  public static double novelty(SeriesTensor tables, int series, double value) {
    double below = tables.value(series, 0) - value;
    double above = value - tables.value(series, 1);
    double outside = Math.max(below, above);
    double distance = outside > 0 ? outside : inGap(tables, series, value);
    return distance / tables.value(series, 2);
  }

  private static double inGap(SeriesTensor tables, int series, double value) {
    int gaps = (tables.width(series) - HEAD) / 2;
    int low = 0;
    int high = gaps;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tables.value(series, HEAD + middle) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return 0;
    }
    double fromLower = value - tables.value(series, HEAD + low - 1);
    double toUpper = tables.value(series, HEAD + gaps + low - 1) - value;
    return Math.max(0, Math.min(fromLower, toUpper));
  }
}
