package dev.tocsin.model.tribuo.lstm;

import java.util.Random;

/**
 * Windows in random order, batch after batch, without end. A pass over all of them is in whole
 * batches: what is left over when fewer remain waits for the next pass, which has its own order.
 */
final class Batches {
  private final int[] order;
  private final int batch;
  private final Random random;
  private int next;

  Batches(int windows, int batch, Random random) {
    this.order = new int[windows];
    this.batch = batch;
    this.random = random;
    this.next = windows;
    for (int i = 0; i < windows; i++) {
      order[i] = i;
    }
  }

  /** The order that {@link #next()} points into. */
  int[] order() {
    return order;
  }

  /** How many batches a pass has. */
  int perPass() {
    return order.length / batch;
  }

  /** Where in {@link #order()} the next batch begins. */
  int next() {
    if (next + batch > order.length) {
      shuffle();
      next = 0;
    }
    int at = next;
    next += batch;
    return at;
  }

  /** Fisher and Yates, in Durstenfeld's form. */
  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
