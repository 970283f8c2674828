package dev.tocsin.window.dataset;

import java.util.Iterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Elements that are made when they are asked for, each as often as one likes. Thread-safe.
 *
 * @param <E> what an element is
 */
public interface Sequence<E> extends Iterable<E> {
  /** The size of a sequence that never ends; {@code tf.data.INFINITE_CARDINALITY}. */
  long ENDLESS = Long.MAX_VALUE;

  /** How many elements there are, or {@link #ENDLESS}; {@code cardinality()}. */
  long size();

  /**
   * An element, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is none at {@code index}
   */
  E get(long index);

  /** The elements in order; never ends where the sequence does not. */
  default Stream<E> stream() {
    return LongStream.range(0, size()).mapToObj(this::get);
  }

  /** Goes through the elements in order: {@code for element in dataset}. */
  @Override
  default Iterator<E> iterator() {
    return stream().iterator();
  }
}
