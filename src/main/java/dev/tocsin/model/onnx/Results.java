package dev.tocsin.model.onnx;

import dev.tocsin.model.DetectorContract;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * What a graph gave for the rows of a batch: a column for each of its numbers, then the shares of
 * its streams, row by row. Confined to one thread.
 */
final class Results {
  private final int firstNumber;
  private final int streams;
  private final int expectedRows;

  /** By output; those that the graph does not make stay empty. */
  private final double[][] numbers = new double[DetectorContract.OUTPUTS.size()][0];

  private double[] shares = {};
  private int size;

  /**
   * Nothing yet.
   *
   * @param firstNumber the first of the contract's outputs that the graph makes
   * @param streams how many shares a row has
   * @param expectedRows what room is made for at once; more come as well
   */
  Results(int firstNumber, int streams, int expectedRows) {
    this.firstNumber = firstNumber;
    this.streams = streams;
    this.expectedRows = expectedRows;
  }

  /** Adds what a run of the graph left in these buffers. */
  void add(BatchBuffers buffers) {
    int rows = buffers.rows();
    for (int output = firstNumber; output < numbers.length; output++) {
      numbers[output] = withRoom(numbers[output], 1, rows);
      DoubleBuffer values = buffers.output(DetectorContract.OUTPUTS.get(output));
      values.get(0, numbers[output], size, rows);
    }
    if (streams > 0) {
      shares = withRoom(shares, streams, rows);
      DoubleBuffer values = buffers.output(DetectorContract.STREAM_SHARES);
      values.get(0, shares, size * streams, rows * streams);
    }
    size += rows;
  }

  private double[] withRoom(double[] column, int width, int rows) {
    int needed = (size + rows) * width;
    return column.length >= needed
        ? column
        : Arrays.copyOf(
            column, Math.max(needed, Math.max(2 * column.length, expectedRows * width)));
  }

  /** Forgets all rows; their memory is kept. */
  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** A number of row {@code i}; NaN if the graph does not make it. */
  double number(int i, int output) {
    check(i);
    return output < firstNumber ? Double.NaN : numbers[output][i];
  }

  /** Whether the graph made numbers of row {@code i}: those brought along need not. */
  boolean isFinite(int i) {
    boolean finite = true;
    for (int output = firstNumber; output < numbers.length; output++) {
      finite &= Double.isFinite(number(i, output));
    }
    return finite;
  }

  /** A stream's share of the score of row {@code i}. */
  double share(int i, int stream) {
    check(i);
    return shares[i * streams + stream];
  }

  private void check(int i) {
    if (i >= size) {
      throw new IndexOutOfBoundsException(
          "result " + i + " of " + size + "; finish() scores the steps that wait");
    }
  }
}
