package dev.tocsin.model;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * A few numbers for each series: {@code [series × width]}, or ragged, each series with a width of
 * its own. Immutable.
 */
public final class SeriesTensor {
  /** The width of a ragged tensor. */
  public static final int RAGGED = 0;

  private final int width;
  private final double[] values;

  /** Where the rows of a ragged tensor begin, and where the last one ends; else empty. */
  private final int[] starts;

  private SeriesTensor(int width, double[] values, int[] starts) {
    this.width = width;
    this.values = values;
    this.starts = starts;
  }

  /**
   * A tensor of these values, row after row, which are copied.
   *
   * @throws IllegalArgumentException if the width is below 1, or the values fill no whole rows
   */
  public static SeriesTensor copyOf(int width, double... values) {
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          values.length + " values for rows of " + width + ", expected whole rows");
    }
    return new SeriesTensor(width, values.clone(), new int[0]);
  }

  /**
   * A ragged tensor of these values, row after row, which are copied.
   *
   * @param widths how many values each series has, none of them negative
   * @throws IllegalArgumentException if the widths do not add up to the number of values
   */
  public static SeriesTensor ragged(int[] widths, double... values) {
    int[] starts = new int[widths.length + 1];
    for (int row = 0; row < widths.length; row++) {
      if (widths[row] < 0) {
        throw new IllegalArgumentException("row of width " + widths[row] + ", expected 0 or more");
      }
      starts[row + 1] = Math.addExact(starts[row], widths[row]);
    }
    if (starts[widths.length] != values.length) {
      throw new IllegalArgumentException(
          values.length + " values, expected " + starts[widths.length] + " as the widths say");
    }
    return new SeriesTensor(RAGGED, values.clone(), starts);
  }

  /** A tensor of one column with the same value in every row. */
  public static SeriesTensor filled(int rows, double value) {
    double[] values = new double[rows];
    Arrays.fill(values, value);
    return copyOf(1, values);
  }

  /**
   * This tensor with the rows of another put over rows of its own, or behind them.
   *
   * @param places which row of the result each row of {@code other} becomes; those behind the rows
   *     there are must follow without a gap
   * @throws IllegalArgumentException if the other has another width
   */
  SeriesTensor with(SeriesTensor other, int... places) {
    if (other.width != width) {
      throw new IllegalArgumentException(
          "rows of width " + other.width + ", expected " + width + " as the others have");
    }
    int rows = Math.max(rows(), Arrays.stream(places).max().orElse(-1) + 1);
    int[] rowOfOther = new int[rows];
    Arrays.fill(rowOfOther, -1);
    for (int i = 0; i < places.length; i++) {
      rowOfOther[places[i]] = i;
    }
    int[] starts = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      int from = rowOfOther[row];
      starts[row + 1] = Math.addExact(starts[row], from < 0 ? width(row) : other.width(from));
    }
    double[] all = new double[starts[rows]];
    for (int row = 0; row < rows; row++) {
      int from = rowOfOther[row];
      SeriesTensor source = from < 0 ? this : other;
      int start = source.start(from < 0 ? row : from);
      System.arraycopy(source.values, start, all, starts[row], starts[row + 1] - starts[row]);
    }
    return new SeriesTensor(width, all, isRagged() ? starts : this.starts);
  }

  /** How many series there are. */
  public int rows() {
    return isRagged() ? starts.length - 1 : values.length / width;
  }

  /** Whether each series has a width of its own. */
  public boolean isRagged() {
    return width == RAGGED;
  }

  /** How many values each series has, or {@link #RAGGED}. */
  public int width() {
    return width;
  }

  /** How many values a series has. */
  public int width(int row) {
    return isRagged() ? starts[row + 1] - starts[row] : width;
  }

  private int start(int row) {
    return isRagged() ? starts[row] : row * width;
  }

  /** A value of a series. */
  public double value(int row, int column) {
    return values[start(row) + column];
  }

  /** Appends the values of a series to {@code target}. */
  public void copyRow(int row, DoubleBuffer target) {
    if (width == 1) {
      target.put(values[row]); // a copy of many costs more to begin than one value
    } else {
      target.put(values, start(row), width(row));
    }
  }
}
