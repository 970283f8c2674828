package dev.tocsin.series;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Samples of many series on one grid: {@code [series × time]}, NaN where there is no sample.
 *
 * <p>Immutable and thread-safe. A row is contiguous; rows lie in slabs of a few megabytes, so that
 * reading a matrix of unknown height never copies what was already read.
 */
public final class SeriesMatrix {
  /** Doubles in a slab (8 MB): large enough to make slabs few, small enough to waste little. */
  private static final int SLAB_VALUES = 1 << 20;

  private final TimeGrid grid;
  private final Labels[] labels;
  private final double[][] slabs;
  private final int rowsPerSlab;

  /** The distance of two rows in a slab, and where in its row the first step lies. */
  private final int stride;

  private final int first;

  private SeriesMatrix(
      TimeGrid grid, Labels[] labels, double[][] slabs, int rowsPerSlab, int stride, int first) {
    this.grid = grid;
    this.labels = labels;
    this.slabs = slabs;
    this.rowsPerSlab = rowsPerSlab;
    this.stride = stride;
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
    return new SeriesMatrix(grid.slice(from, to), labels, slabs, rowsPerSlab, stride, first + from);
  }

  /** The series at the rows that are kept, in their order; copies their samples. */
  public SeriesMatrix keeping(IntPredicate isKept) {
    Builder kept = on(grid);
    for (int row = 0; row < rows(); row++) {
      if (isKept.test(row)) {
        kept.put(kept.row(labels[row]), 0, slabs[row / rowsPerSlab], offset(row), columns());
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
    return labels.length;
  }

  /** How many time steps there are. */
  public int columns() {
    return grid.count();
  }

  /** The labels of a series. */
  public Labels labels(int row) {
    return labels[row];
  }

  /** The sample of a series at a step; NaN means there is none. */
  public double value(int row, int column) {
    return slabs[row / rowsPerSlab][offset(row) + column];
  }

  /** Copies the steps {@code from} (inclusive) to {@code to} (exclusive) of a series. */
  public void copyRow(int row, int from, int to, DoubleBuffer target) {
    target.put(slabs[row / rowsPerSlab], offset(row) + from, to - from);
  }

  /** Copies the steps {@code from} (inclusive) to {@code to} (exclusive) of a series. */
  public void copyRow(int row, int from, int to, double[] target, int targetOffset) {
    System.arraycopy(slabs[row / rowsPerSlab], offset(row) + from, target, targetOffset, to - from);
  }

  /** A copy of all samples of a series. */
  public double[] row(int row) {
    double[] copy = new double[columns()];
    copyRow(row, 0, columns(), copy, 0);
    return copy;
  }

  private int offset(int row) {
    return (row % rowsPerSlab) * stride + first;
  }

  /** Collects series row by row. Not thread-safe. */
  public static final class Builder {
    private final TimeGrid grid;
    private final int rowsPerSlab;
    private final List<Labels> labels = new ArrayList<>();
    private final Map<Labels, Integer> rowOf = new HashMap<>();
    private final List<double[]> slabs = new ArrayList<>();

    private Builder(TimeGrid grid) {
      this.grid = grid;
      this.rowsPerSlab = Math.max(1, SLAB_VALUES / grid.count());
    }

    /**
     * The row of the series, made with NaN in every step if it is new.
     *
     * @return the row's index, to be given to {@link #set} and {@link #put}
     */
    public int row(Labels series) {
      Integer known = rowOf.putIfAbsent(series, labels.size());
      if (known != null) {
        return known;
      }
      labels.add(series);
      int row = labels.size() - 1;
      if (row / rowsPerSlab == slabs.size()) {
        // The first slab starts small: most matrices have a handful of series.
        int rows = slabs.isEmpty() ? Math.min(rowsPerSlab, 16) : rowsPerSlab;
        slabs.add(new double[rows * grid.count()]);
      }
      // One row at a time, which then is in the processor's cache when its samples are put there.
      int start = (row % rowsPerSlab) * grid.count();
      Arrays.fill(slab(row), start, start + grid.count(), Double.NaN);
      return row;
    }

    /** Sets the sample of a row at a step. */
    public Builder set(int row, int column, double value) {
      slab(row)[(row % rowsPerSlab) * grid.count() + column] = value;
      return this;
    }

    /** Sets consecutive samples of a row from step {@code column} on. */
    public Builder put(int row, int column, double[] values, int from, int length) {
      System.arraycopy(
          values, from, slab(row), (row % rowsPerSlab) * grid.count() + column, length);
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

    private double[] slab(int row) {
      int index = row / rowsPerSlab;
      double[] slab = slabs.get(index);
      int needed = (row % rowsPerSlab + 1) * grid.count();
      if (slab.length < needed) {
        int grown = Math.min(rowsPerSlab * grid.count(), Math.max(needed, slab.length * 2));
        double[] larger = Arrays.copyOf(slab, grown);
        slabs.set(index, larger);
        return larger;
      }
      return slab;
    }

    /** How many series there are so far. */
    public int rows() {
      return labels.size();
    }

    /** The matrix of all rows; the builder must not be used afterwards. */
    public SeriesMatrix build() {
      return new SeriesMatrix(
          grid,
          labels.toArray(new Labels[0]),
          slabs.toArray(new double[0][]),
          rowsPerSlab,
          grid.count(),
          0);
    }
  }
}
