package dev.tocsin.model.onnx;

import dev.tocsin.model.DetectorContract;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * What a graph gave for the steps of a batch: a column for each of its numbers, then the shares of
 * its streams, step by step. Confined to one thread.
 */
final class Results {
  private final int firstNumber;
  private final int streams;
  private final int expected;

  /** By output; those that the graph does not make stay empty. */
  private final double[][] numbers = new double[DetectorContract.OUTPUTS.size()][0];

  private double[] shares = {};
  private int room;
  private int size;

  /** How many of them the graph has given: all, once no step waits. */
  private int given;

  /**
   * Nothing yet.
   *
   * @param firstNumber the first of the contract's outputs that the graph makes
   * @param streams how many shares a step has
   * @param expected how many room is made for at once; more come as well
   */
  Results(int firstNumber, int streams, int expected) {
    this.firstNumber = firstNumber;
    this.streams = streams;
    this.expected = expected;
  }

  /** Makes room for one more, and says which it is. */
  int next() {
    if (size == room) {
      room = Math.max(2 * room, Math.max(1, expected));
      for (int output = firstNumber; output < numbers.length; output++) {
        numbers[output] = Arrays.copyOf(numbers[output], room);
      }
      shares = Arrays.copyOf(shares, room * streams);
    }
    return size++;
  }

  /** Takes over what a run of the graph left in these buffers. */
  void take(BatchBuffers buffers) {
    for (int output = firstNumber; output < numbers.length; output++) {
      take(buffers, DetectorContract.OUTPUTS.get(output), 1, numbers[output]);
    }
    if (streams > 0) {
      take(buffers, DetectorContract.STREAM_SHARES, streams, shares);
    }
  }

  /** Steps with a result mostly follow one another: they are taken together. */
  private static void take(BatchBuffers buffers, String output, int width, double[] target) {
    DoubleBuffer values = buffers.output(output);
    int i = 0;
    while (i < buffers.size()) {
      int first = buffers.result(i);
      int from = i++;
      if (first == Stretch.NO_RESULT) {
        continue;
      }
      while (i < buffers.size() && buffers.result(i) == first + i - from) {
        i++;
      }
      values.get(from * width, target, first * width, (i - from) * width);
    }
  }

  /** All steps are scored: what was made room for can be read. */
  void finish() {
    given = size;
  }

  /** Forgets all; their memory is kept. */
  void clear() {
    size = 0;
    given = 0;
  }

  int size() {
    return size;
  }

  /** A number of result {@code i}; NaN if the graph does not make it. */
  double number(int i, int output) {
    check(i);
    return output < firstNumber ? Double.NaN : numbers[output][i];
  }

  /** Whether the graph made numbers of result {@code i}: those brought along need not. */
  boolean isFinite(int i) {
    boolean finite = true;
    for (int output = firstNumber; output < numbers.length; output++) {
      finite &= Double.isFinite(number(i, output));
    }
    return finite;
  }

  /** A stream's share of the score of result {@code i}. */
  double share(int i, int stream) {
    check(i);
    return shares[i * streams + stream];
  }

  private void check(int i) {
    if (i >= given) {
      throw new IndexOutOfBoundsException(
          "result " + i + " of " + given + "; finish() scores the steps that wait");
    }
  }
}
