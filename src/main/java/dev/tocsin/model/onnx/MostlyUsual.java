package dev.tocsin.model.onnx;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * The rows of an input most of which are one value throughout, such as a level of 0 or steps that
 * all count: what stands there from the batch before is not written again, and where all are the
 * usual one and the graph takes one row for all, that is what it is told. Confined to one thread.
 */
final class MostlyUsual {
  private final DoubleBuffer buffer;
  private final int width;
  private final double[] usual;
  private final boolean[] isUsual;
  private final boolean isForAll;
  private boolean areAllUsual = true;

  /**
   * Rows over a buffer.
   *
   * @param buffer {@code [rows × width]}; written by nobody else
   * @param usual the value
   * @param isForAll whether the graph takes one row for all
   */
  MostlyUsual(DoubleBuffer buffer, int width, double usual, boolean isForAll) {
    this.buffer = buffer;
    this.width = width;
    this.isForAll = isForAll;
    this.usual = new double[width];
    this.isUsual = new boolean[buffer.capacity() / width];
    Arrays.fill(this.usual, usual);
  }

  /** Lets a row be the usual one. */
  void putUsual(int row) {
    if (!isUsual[row]) {
      buffer.put(row * width, usual);
      isUsual[row] = true;
    }
  }

  /** Writes a row. */
  void put(int row, double[] values) {
    buffer.put(row * width, values);
    isUsual[row] = false;
    areAllUsual = false;
  }

  /** How many rows tell what as many do: one where that is the usual one of all. */
  int toldRows(int rows) {
    return isForAll && areAllUsual ? 1 : rows;
  }

  /** Begins a batch; the rows stay. */
  void clear() {
    areAllUsual = true;
  }
}
