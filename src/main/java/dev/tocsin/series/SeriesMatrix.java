package dev.tocsin.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Samples of many series on one grid: {@code [series × time]}, NaN where there is no sample.
 *
 * <p>Immutable and thread-safe. A row is contiguous; rows lie in slabs that double up to a few
 * megabytes, so that reading a matrix of unknown height never copies what was already read.
 */
public final class SeriesMatrix {
  /** Doubles in a slab (8 MB): large enough to make slabs few, small enough to waste little. */
  private static final int SLAB_VALUES = 1 << 20;

  /** How many rows the first slab has: most matrices have a handful of series. */
  private static final int FIRST_SLAB_ROWS = 16;

  private final TimeGrid grid;
  private final Row[] rows;

  /** Where in its row the first step lies. */
  private final int first;

  /** A series, and where in a slab its samples begin. */
  private static final class Row {
    private final Labels labels;
    private final double[] slab;
    private final int start;

    Row(Labels labels, double[] slab, int start) {
      this.labels = labels;
      this.slab = slab;
      this.start = start;
    }
  }

  private SeriesMatrix(TimeGrid grid, Row[] rows, int first) {
    this.grid = grid;
    this.rows = rows;
    this.first = first;
  }

  /** A builder of a matrix on {@code grid}. */
  public static Builder on(TimeGrid grid) {
    return new Builder(grid);
  }

  /** The steps {@code from} (inclusive) to {@code to} (exclusive) of all series; copies nothing. */
  public SeriesMatrix slice(int from, int to) {
    if (from < 0 || to > columns()) {
      throw new IndexOutOfBoundsException(
          "steps " + from + " to " + to + ", expected within 0 and " + columns());
    }
    return new SeriesMatrix(grid.slice(from, to), rows, first + from);
  }

  /** The series at the rows that are kept, in their order; copies their samples. */
  public SeriesMatrix keeping(IntPredicate isKept) {
    Builder kept = on(grid);
    for (int row = 0; row < rows(); row++) {
      if (isKept.test(row)) {
        kept.put(kept.row(labels(row)), 0, rows[row].slab, rows[row].start + first, columns());
      }
    }
    return kept.build();
  }

  /** The times of the columns. */
  public TimeGrid grid() {
    return grid;
  }

  /** How many series there are. */
  public int rows() {
    return rows.length;
  }

  /** How many time steps there are. */
  public int columns() {
    return grid.count();
  }

  /** The labels of a series. */
  public Labels labels(int row) {
    return rows[row].labels;
  }

  /** The sample of a series at a step; NaN means there is none. */
  public double value(int row, int column) {
    return rows[row].slab[rows[row].start + first + column];
  }

  /** Copies the steps {@code from} (inclusive) to {@code to} (exclusive) of a series. */
  public void copyRow(int row, int from, int to, double[] target, int targetOffset) {
    Row source = rows[row];
    System.arraycopy(source.slab, source.start + first + from, target, targetOffset, to - from);
  }

  /** A copy of all samples of a series. */
  public double[] row(int row) {
    double[] copy = new double[columns()];
    copyRow(row, 0, columns(), copy, 0);
    return copy;
  }

  /** Collects series row by row. Not thread-safe. */
  public static final class Builder {
    private final TimeGrid grid;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Labels, Integer> rowOf = new HashMap<>();

    /** Where rows are put, and how much of it they take already. */
    private double[] slab = {};

    private int used;

    private Builder(TimeGrid grid) {
      this.grid = grid;
    }

    /**
     * The row of the series, made with NaN in every step if it is new.
     *
     * @return the row's index, to be given to {@link #set} and {@link #put}
     */
    public int row(Labels series) {
      Integer known = rowOf.putIfAbsent(series, rows.size());
      if (known != null) {
        return known;
      }
      if (used == slab.length) {
        slab = new double[slabRows() * grid.count()];
        used = 0;
      }
      rows.add(new Row(series, slab, used));
      // One row at a time, which then is in the processor's cache when its samples are put there.
      Arrays.fill(slab, used, used += grid.count(), Double.NaN);
      return rows.size() - 1;
    }

    /** As many as there are rows already, so that no more than half of the memory is in vain. */
    private int slabRows() {
      int most = Math.max(1, SLAB_VALUES / grid.count());
      return Math.min(most, Math.max(FIRST_SLAB_ROWS, rows.size()));
    }

    /** Sets the sample of a row at a step. */
    public Builder set(int row, int column, double value) {
      Row target = rows.get(row);
      target.slab[target.start + column] = value;
      return this;
    }

    /** Sets consecutive samples of a row from step {@code column} on. */
    public Builder put(int row, int column, double[] values, int from, int length) {
      Row target = rows.get(row);
      System.arraycopy(values, from, target.slab, target.start + column, length);
      return this;
    }

    /**
     * Adds a series with a sample, or NaN, for every step.
     *
     * @throws IllegalArgumentException if there are not as many values as steps
     */
    public Builder add(Labels series, double... values) {
      if (values.length != grid.count()) {
        throw new IllegalArgumentException(
            values.length + " values for " + series + ", expected " + grid.count());
      }
      return put(row(series), 0, values, 0, values.length);
    }

    /** How many series there are so far. */
    public int rows() {
      return rows.size();
    }

    /** The matrix of all rows; the builder must not be used afterwards. */
    public SeriesMatrix build() {
      return new SeriesMatrix(grid, rows.toArray(new Row[0]), 0);
    }
  }
}
