package dev.tocsin.window.dataset;

/**
 * Pairs of what a model is given and what it should answer: {@code tf.data.Dataset.zip((x, y))}.
 *
 * <p>There are as many as the shorter one has elements; the longer one is cut.
 *
 * @param x what a model is given
 * @param y what it should answer
 */
public record Pairs(Dataset x, Dataset y) implements Sequence<Pairs.Pair> {
  /** Cuts both to the same size. */
  public Pairs {
    long size = Math.min(x.size(), y.size());
    x = x.take(size);
    y = y.take(size);
  }

  /** An element of both at the same index. */
  public record Pair(Element x, Element y) {}

  @Override
  public long size() {
    return x.size();
  }

  @Override
  public Pair get(long index) {
    return new Pair(x.get(index), y.get(index));
  }

  /** The first {@code count} pairs, as {@link Dataset#take}. */
  public Pairs take(long count) {
    return new Pairs(x.take(count), y.take(count));
  }

  /** The pairs after the first {@code count}, as {@link Dataset#skip}. */
  public Pairs skip(long count) {
    return new Pairs(x.skip(count), y.skip(count));
  }

  /** Pairs of batches, as {@link Dataset#batch}. */
  public Pairs batch(int size, Remainder remainder) {
    return new Pairs(x.batch(size, remainder), y.batch(size, remainder));
  }

  /** The pairs {@code count} times over, as {@link Dataset#repeat(long)}. */
  public Pairs repeat(long count) {
    return new Pairs(x.repeat(count), y.repeat(count));
  }

  /** The pairs over and over, as {@link Dataset#repeat()}. */
  public Pairs repeat() {
    return new Pairs(x.repeat(), y.repeat());
  }
}
