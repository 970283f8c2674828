package dev.tocsin.prometheus.wire;

import dev.tocsin.series.TimeGrid;

/**
 * A series put on a grid the way PromQL evaluates a plain selector: at each time the latest sample
 * not after it, unless that is too old or a stale marker.
 *
 * <p>Samples mostly come in ascending order, and then a cell is decided as soon as a later sample
 * shows up. The time of each cell's sample is kept beside it, so that samples which come late can
 * still take their places. Not thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness">Staleness
 *     in PromQL</a>
 */
final class GridRow {
  /** The bits of a stale marker (model/value/value.go); a cell without a sample has them too. */
  static final long STALE = 0x7ff0000000000002L;

  /** The {@link #columnMillis} when every column is decided: no sample is after it. */
  private static final long DECIDED = Long.MAX_VALUE;

  private final TimeGrid grid;
  private final long stepMillis;
  private final long maxAgeMillis;

  /** The bits of each decided cell's sample, and that sample's time. */
  private final long[] bits;

  private final long[] millis;

  /** The first column that is not decided, and its time. */
  private int column;

  private long columnMillis;

  /** The latest of the samples in order. */
  private long lastMillis;

  private long lastBits;

  /**
   * A row on {@code grid}.
   *
   * @param maxAgeMillis how old a sample may be, inclusive, at the time it stands for
   */
  GridRow(TimeGrid grid, long maxAgeMillis) {
    this.grid = grid;
    this.stepMillis = grid.stepMillis();
    this.maxAgeMillis = maxAgeMillis;
    this.bits = new long[grid.count()];
    this.millis = new long[grid.count()];
    begin();
  }

  /** Starts a series. */
  void begin() {
    column = 0;
    columnMillis = grid.startMillis();
    lastMillis = Long.MIN_VALUE;
    lastBits = STALE;
  }

  /** Takes a sample. */
  void add(long timeMillis, long valueBits) {
    if (isInOrder(timeMillis)) {
      decideBefore(timeMillis);
      lastMillis = timeMillis;
      lastBits = valueBits;
    } else {
      addLate(timeMillis, valueBits, DECIDED);
    }
  }

  /**
   * Takes many samples, ascending in time. Where scrapes are as far apart as columns, that is a
   * matter of copying.
   *
   * @param times in milliseconds
   * @param values the bits of the values
   */
  void addAll(long[] times, long[] values, int count) {
    if (count == 0) {
      return;
    }
    if (!isInOrder(times[0])) {
      addAllLate(times, values, count);
      return;
    }
    decideBefore(times[0]);
    if (isOneAColumn(times, count)) {
      addOneAColumn(times, values, count);
    } else {
      addOneByOne(times, values, count);
    }
  }

  /** Whether the columns from the first undecided one on have a sample of their own each. */
  private boolean isOneAColumn(long[] times, int count) {
    if (count > bits.length - column) {
      return false;
    }
    long oldest = Math.min(maxAgeMillis, stepMillis - 1);
    long next = columnMillis;
    long outside = 0; // negative where an age is below 0 or above the oldest
    for (int i = 0; i < count; i++) {
      long age = next - times[i];
      outside |= age | (oldest - age);
      next += stepMillis;
    }
    return outside >= 0;
  }

  /** The last one's column is not decided: a sample may follow that is in time for it as well. */
  private void addOneAColumn(long[] times, long[] values, int count) {
    int decided = count - 1;
    System.arraycopy(times, 0, millis, column, decided);
    System.arraycopy(values, 0, bits, column, decided);
    column += decided;
    columnMillis += decided * stepMillis;
    lastMillis = times[decided];
    lastBits = values[decided];
  }

  private void addOneByOne(long[] times, long[] values, int count) {
    long before = lastMillis;
    long beforeBits = lastBits;
    long next = columnMillis;
    for (int i = 0; i < count; i++) {
      long time = times[i];
      if (next < time) {
        next = decideBefore(time, next, before, beforeBits);
      }
      before = time;
      beforeBits = values[i];
    }
    columnMillis = next;
    lastMillis = before;
    lastBits = beforeBits;
  }

  /**
   * Decides the columns before a time: no sample comes for them any more, if in order.
   *
   * @param first the time of the first column that is not decided
   * @return that of the first one then
   */
  private long decideBefore(long timeMillis, long first, long sampleMillis, long sampleBits) {
    long next = first;
    int at = column;
    do {
      bits[at] = next - maxAgeMillis <= sampleMillis ? sampleBits : STALE;
      millis[at] = sampleMillis;
      at++;
      next = at < bits.length ? next + stepMillis : DECIDED;
    } while (next < timeMillis);
    column = at;
    return next;
  }

  /** Once a sample came late, all that follow are taken one by one. */
  private boolean isInOrder(long timeMillis) {
    return timeMillis > lastMillis && columnMillis != DECIDED;
  }

  private void decideBefore(long timeMillis) {
    if (columnMillis < timeMillis) {
      columnMillis = decideBefore(timeMillis, columnMillis, lastMillis, lastBits);
    }
  }

  private void addAllLate(long[] times, long[] values, int count) {
    for (int i = 0; i < count; i++) {
      addLate(times[i], values[i], i + 1 < count ? times[i + 1] : DECIDED);
    }
  }

  /** Puts a sample where no later one is, up to the time of one that follows anyway. */
  private void addLate(long timeMillis, long valueBits, long nextMillis) {
    decideBefore(DECIDED);
    for (int i = firstColumn(timeMillis); i < bits.length; i++) {
      long at = grid.timeMillis(i);
      if (at >= nextMillis || at - maxAgeMillis > timeMillis || millis[i] >= timeMillis) {
        return;
      }
      bits[i] = valueBits;
      millis[i] = timeMillis;
    }
  }

  private int firstColumn(long timeMillis) {
    if (timeMillis <= grid.startMillis()) {
      return 0;
    }
    if (timeMillis > grid.endMillis()) {
      return bits.length;
    }
    long distance = timeMillis - grid.startMillis();
    return (int) ((distance + grid.stepMillis() - 1) / grid.stepMillis());
  }

  /**
   * Ends the series.
   *
   * @param row gets the samples, NaN where there is none
   * @return how many cells have a sample, be it NaN
   */
  int finish(double[] row) {
    decideBefore(DECIDED);
    int absent = 0;
    for (int i = 0; i < row.length; i++) {
      double value = Double.longBitsToDouble(bits[i]);
      row[i] = value;
      if (Double.isNaN(value)) {
        row[i] = Double.NaN; // of all NaN, one
        absent += bits[i] == STALE ? 1 : 0;
      }
    }
    return row.length - absent;
  }
}
