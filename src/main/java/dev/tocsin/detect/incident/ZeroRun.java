package dev.tocsin.detect.incident;

/**
 * Zeros in a row of a series that is hardly ever zero: a stop that no single score shows, because
 * ordinary noise reaches down to zero.
 */
final class ZeroRun {
  /** So many zeros in a row are a stop. */
  static final int STEPS = 8;

  /** With fewer samples before, nobody knows what the series is like. */
  private static final int LEAST_BEFORE = 48;

  /** Of the samples before, no more than one in so many may be zero. */
  private static final int RARELY = 48;

  private int samples;
  private int zeros;
  private double sum;
  private int run;

  void add(double y) {
    if (y == 0) {
      run++;
      return;
    }
    samples += run + 1;
    zeros += run;
    run = 0;
    sum += y;
  }

  /** Whether the zeros up to now are a stop. */
  boolean isStop() {
    return run >= STEPS && samples >= LEAST_BEFORE && zeros * RARELY <= samples && level() > 0;
  }

  /** The mean of what was not zero. */
  double level() {
    return sum / (samples - zeros);
  }

  int run() {
    return run;
  }
}
