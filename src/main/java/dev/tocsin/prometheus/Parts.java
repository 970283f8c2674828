package dev.tocsin.prometheus;

/**
 * Reads a grid in parts, one after the other, and in smaller ones where the server finds that a
 * part has too many samples.
 *
 * <p>Each evaluation time stands for itself, so that parts join without a seam.
 */
final class Parts {
  private Parts() {}

  /** Reads the columns {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  interface PartReader {
    /**
     * Reads a part.
     *
     * @return how many body bytes came
     * @throws TooManySamplesException if the server refuses, before anything was read
     */
    long read(int from, int to);
  }

  /**
   * Reads all of {@code count} columns, at most {@code steps} at a time.
   *
   * @return how many body bytes came
   */
  static long read(int count, int steps, PartReader reader) {
    long bytes = 0;
    int size = Math.min(count, steps);
    for (int from = 0; from < count; ) {
      int to = (int) Math.min(count, (long) from + size);
      try {
        bytes += reader.read(from, to);
        from = to;
      } catch (TooManySamplesException e) {
        if (to - from == 1) {
          throw e.failure();
        }
        size = (to - from + 1) / 2;
      }
    }
    return bytes;
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
