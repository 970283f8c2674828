package dev.tocsin.window.dataset;

import dev.tocsin.series.SeriesMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A sequence of equally shaped blocks of numbers over a matrix, with the operations of {@code
 * tf.data.Dataset} that the tutorial uses, and their semantics.
 *
 * <p>The last dimension are the features: the series. Every operation returns a view; {@link
 * #value} reads a number through all of them and allocates nothing. Immutable and thread-safe.
 *
 * <p>NaN means that there is no sample. It passes through every operation as any number does;
 * {@link Element#isFinite} tells which elements can be trained on.
 */
public final class Dataset implements Sequence<Element> {
  private final Source source;
  private final List<Integer> shape;
  private final int length;
  private final long size;

  /** How many leading elements have the whole shape; those after may have fewer rows. */
  private final long whole;

  private Dataset(Source source, List<Integer> shape, long size, long whole) {
    this.source = source;
    this.shape = shape;
    this.length = shape.stream().reduce(1, Math::multiplyExact);
    this.size = size;
    this.whole = Math.min(whole, size);
  }

  /** The steps of a matrix in time order: elements {@code [series]}, one for each step. */
  public static Dataset of(SeriesMatrix matrix) {
    return steps(matrix, i -> i, matrix.rows());
  }

  /**
   * The steps of some series of a matrix in time order: elements {@code [rows]}. The tutorial picks
   * a series by {@code map(lambda _, v: v[job][instance][metric])} and adds the dimension by {@code
   * tf.expand_dims}.
   *
   * @param rows of the matrix, such as {@link Spec#row} tells
   * @throws IndexOutOfBoundsException if the matrix lacks a row
   */
  public static Dataset of(SeriesMatrix matrix, int... rows) {
    for (int row : rows) {
      Objects.checkIndex(row, matrix.rows());
    }
    int[] chosen = rows.clone();
    return steps(matrix, i -> chosen[i], chosen.length);
  }

  private static Dataset steps(SeriesMatrix matrix, IntUnaryOperator row, int series) {
    int size = matrix.columns();
    return new Dataset(new Source.Steps(matrix, row, series), List.of(series), size, size);
  }

  @Override
  public long size() {
    return size;
  }

  /**
   * The lengths of an element's dimensions; where a remainder was kept, the last may be shorter.
   */
  public List<Integer> shape() {
    return shape;
  }

  @Override
  public Element get(long index) {
    return new Element(this, Objects.checkIndex(index, size));
  }

  /**
   * A number of an element, counted in row-major order.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public double value(long element, int index) {
    Objects.checkIndex(element, size);
    Objects.checkIndex(index, length(element));
    return source.value(element, index);
  }

  int rows(long element) {
    return element < whole ? shape.get(0) : source.rows(element);
  }

  int length(long element) {
    return element < whole ? length : length / shape.get(0) * source.rows(element);
  }

  /** The first {@code count} elements, or all if there are fewer: {@code take(count)}. */
  public Dataset take(long count) {
    requireAtLeast("elements to take", count, 0);
    return new Dataset(source, shape, Math.min(count, size), whole);
  }

  /** The elements after the first {@code count}, none if there are fewer: {@code skip(count)}. */
  public Dataset skip(long count) {
    requireAtLeast("elements to skip", count, 0);
    return new Dataset(
        source.at(i -> i + count), shape, without(count, size), without(count, whole));
  }

  private static long without(long count, long size) {
    return size == ENDLESS ? ENDLESS : Math.max(0, size - count);
  }

  /** Every number changed by {@code operator}, NaN too: {@code map(operator)}. Same shape. */
  public Dataset map(DoubleUnaryOperator operator) {
    return map((value, feature) -> operator.applyAsDouble(value));
  }

  private Dataset map(Source.Operation operation) {
    return new Dataset(new Source.Mapped(source, features(), operation), shape, size, whole);
  }

  /** How many features there are: the length of the last dimension. */
  public int features() {
    return shape.get(shape.size() - 1);
  }

  /**
   * The largest finite value of a feature, but at least 0: {@code reduce(0.0, tf.math.maximum)}.
   * Reads all elements.
   *
   * @throws IllegalStateException if the dataset is endless
   */
  public double max(int feature) {
    Objects.checkIndex(feature, features());
    if (size == ENDLESS) {
      throw new IllegalStateException("the dataset never ends; take(n) elements of it first");
    }
    double max = 0;
    for (long element = 0; element < size; element++) {
      int end = length(element);
      for (int i = feature; i < end; i += features()) {
        double value = source.value(element, i);
        max = value > max && value < Double.POSITIVE_INFINITY ? value : max;
      }
    }
    return max;
  }

  /**
   * Every feature divided by its maximum in the training part, so that what is not negative lies
   * from 0 to 1 there: {@code map(lambda v: v / v_max)}. Same shape.
   *
   * <p>Reads the training part once, now. A feature whose maximum is 0 stays as it is, where the
   * tutorial divides by zero; NaN and infinities stay too.
   *
   * @throws IllegalArgumentException if the training part has another number of features
   * @throws IllegalStateException if the training part is endless
   */
  public Dataset scaleByMax(Dataset training) {
    if (training.features() != features()) {
      throw new IllegalArgumentException(
          training.features() + " features in the training part, expected " + features());
    }
    double[] divisors = IntStream.range(0, features()).mapToDouble(training::max).toArray();
    return map((value, feature) -> divisors[feature] > 0 ? value / divisors[feature] : value);
  }

  /**
   * Windows of {@code size} elements, each {@code shift} elements after the one before: {@code
   * window(size, shift, drop_remainder=…).flat_map(lambda w: w.batch(size))}.
   *
   * <p>Elements {@code [size × shape]}. Windows overlap where the shift is less than the size, and
   * leave elements out where it is more. With {@link Remainder#KEEP} one begins at every shift
   * there is an element at.
   *
   * @throws IllegalStateException if elements differ in shape, as a remainder that was kept does
   */
  public Dataset window(int size, int shift, Remainder remainder) {
    requireAtLeast("elements in a window", size, 1);
    requireAtLeast("shift of a window", shift, 1);
    if (whole < this.size) {
      throw new IllegalStateException(
          "elements from %d on are shorter than %s, expected one shape; drop the remainder"
              .formatted(whole, shape));
    }
    List<Integer> stacked = new ArrayList<>(List.of(size));
    stacked.addAll(shape);
    long full = windows(this.size - size, shift);
    long all = windows(this.size - 1, shift);
    return new Dataset(
        new Source.Windows(source, this.size, size, shift, length),
        List.copyOf(stacked),
        remainder == Remainder.DROP ? full : all,
        full);
  }

  /** How many windows begin at an element up to {@code last}. */
  private long windows(long last, int shift) {
    if (size == ENDLESS) {
      return ENDLESS;
    }
    return last < 0 ? 0 : last / shift + 1;
  }

  /**
   * Batches of {@code size} elements: {@code batch(size, drop_remainder=…)}.
   *
   * <p>Elements {@code [size × shape]}.
   *
   * @throws IllegalStateException if elements differ in shape, as a remainder that was kept does
   */
  public Dataset batch(int size, Remainder remainder) {
    return window(size, size, remainder);
  }

  /** The elements {@code count} times over: {@code repeat(count)}. */
  public Dataset repeat(long count) {
    requireAtLeast("times to repeat", count, 0);
    long times = count > 0 && size > ENDLESS / count ? ENDLESS : size * count;
    return repeated(times);
  }

  /** The elements over and over, or none if there are none: {@code repeat()}. */
  public Dataset repeat() {
    return repeated(size == 0 ? 0 : ENDLESS);
  }

  private Dataset repeated(long times) {
    return new Dataset(source.at(i -> i % size), shape, times, whole == size ? times : whole);
  }

  /** Pairs of this dataset's elements and those of {@code y}: {@code zip((self, y))}. */
  public Pairs zip(Dataset y) {
    return new Pairs(this, y);
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": " + value + ", expected at least " + least);
    }
  }
}
