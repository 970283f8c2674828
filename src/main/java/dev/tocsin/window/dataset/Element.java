package dev.tocsin.window.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * An element of a dataset: a block of numbers, of which it is a view. Immutable.
 *
 * <p>NaN where there is no sample.
 */
public final class Element {
  private final Dataset dataset;
  private final long index;

  Element(Dataset dataset, long index) {
    this.dataset = dataset;
    this.index = index;
  }

  /** The lengths of its dimensions, such as {@code [steps, features]}. */
  public List<Integer> shape() {
    List<Integer> shape = new ArrayList<>(dataset.shape());
    shape.set(0, dataset.rows(index));
    return List.copyOf(shape);
  }

  /** How many numbers it holds. */
  public int length() {
    return dataset.length(index);
  }

  /**
   * A number, counted in row-major order.
   *
   * @throws IndexOutOfBoundsException if there is none at {@code at}
   */
  public double value(int at) {
    return dataset.value(index, at);
  }

  /** Copies all numbers, in row-major order, to {@code target} from {@code offset} on. */
  public void copyTo(double[] target, int offset) {
    int length = length();
    for (int i = 0; i < length; i++) {
      target[offset + i] = value(i);
    }
  }

  /** Whether all numbers are there and finite, as training wants them. */
  public boolean isFinite() {
    int length = length();
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(value(i))) {
        return false;
      }
    }
    return true;
  }
}
