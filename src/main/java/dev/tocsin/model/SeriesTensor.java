package dev.tocsin.model;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/** A number, or a few, for each series: {@code [series × width]}. Immutable. */
public final class SeriesTensor {
  private final int width;
  private final double[] values;

  private SeriesTensor(int width, double[] values) {
    this.width = width;
    this.values = values;
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
    return new SeriesTensor(width, values.clone());
  }

  /** A tensor of one column with the same value in every row. */
  public static SeriesTensor filled(int rows, double value) {
    double[] values = new double[rows];
    Arrays.fill(values, value);
    return new SeriesTensor(1, values);
  }

  /** How many series there are. */
  public int rows() {
    return values.length / width;
  }

  /** How many values a series has. */
  public int width() {
    return width;
  }

  /** A value of a series. */
  public double value(int row, int column) {
    return values[row * width + column];
  }

  /** Appends the values of a series to {@code target}. */
  public void copyRow(int row, DoubleBuffer target) {
    target.put(values, row * width, width);
  }
}
