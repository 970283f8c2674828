package dev.tocsin.prometheus;

import java.util.List;

/**
 * Reads a grid in parts, one after the other, and in smaller ones where the server finds that a
 * part has too many samples: of fewer times, and where few are left, of fewer series.
 *
 * <p>Each evaluation time and each series stands for itself, so that parts join without a seam.
 *
 * @param <S> what selects series
 */
final class Parts<S> {
  /** Few, because a selector is split again where that does not suffice. */
  private static final int SHARDS = 4;

  private final int maxSteps;
  private final int fewSteps;
  private final PartReader<S> reader;
  private final Splitter<S> splitter;

  /**
   * Parts of a certain size.
   *
   * @param maxSteps how many columns are read at a time, at most
   * @param fewSteps how few columns call for fewer series rather than for fewer columns
   */
  Parts(int maxSteps, int fewSteps, PartReader<S> reader, Splitter<S> splitter) {
    this.maxSteps = maxSteps;
    this.fewSteps = fewSteps;
    this.reader = reader;
    this.splitter = splitter;
  }

  /** Reads the columns {@code from} (inclusive) to {@code to} (exclusive) of some series. */
  @FunctionalInterface
  interface PartReader<S> {
    /**
     * Reads a part.
     *
     * @return how many body bytes came
     * @throws TooManySamplesException if the server refuses, before anything was read
     */
    long read(S selection, int from, int to);
  }

  /** Splits a selection of series. */
  @FunctionalInterface
  interface Splitter<S> {
    /** Selections that share the series among them; the selection alone if it cannot be split. */
    List<S> split(S selection, int from, int to, int count);
  }

  /**
   * Reads all of {@code count} columns.
   *
   * @return how many body bytes came
   */
  long read(S selection, int count) {
    return read(selection, 0, count, maxSteps);
  }

  private long read(S selection, int start, int end, int steps) {
    long bytes = 0;
    int size = Math.min(end - start, steps);
    for (int from = start; from < end; ) {
      int to = (int) Math.min(end, (long) from + size);
      try {
        bytes += reader.read(selection, from, to);
        from = to;
      } catch (TooManySamplesException e) {
        size = to - from;
        List<S> shards = size > fewSteps ? List.of() : splitter.split(selection, from, end, SHARDS);
        if (shards.size() > 1) {
          return bytes + readAll(shards, from, end, size);
        }
        if (size == 1) {
          throw e.failure();
        }
        size = (size + 1) / 2;
      }
    }
    return bytes;
  }

  /** Of fewer series, more columns may do than were too many of all. */
  private long readAll(List<S> shards, int from, int end, int refused) {
    int steps = (int) Math.min(maxSteps, 2L * refused);
    return shards.stream().mapToLong(shard -> read(shard, from, end, steps)).sum();
  }

  /** A part has more samples than the server is willing to hold at once. */
  static final class TooManySamplesException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    TooManySamplesException(Refusal refusal) {
      super(refusal.words());
      this.refusal = refusal;
    }

    /** What to say if there is no smaller part. */
    RuntimeException failure() {
      return refusal.asException();
    }
  }
}
