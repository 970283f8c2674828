package dev.tocsin.demo.api;

import dev.tocsin.demo.recording.Timeline;

/**
 * Evaluation times, at each of which the latest sample counts that is not too old.
 *
 * @param startMillis the first time, in milliseconds since the epoch
 * @param endMillis no time is after this
 * @param stepMillis the distance of two times, at least 1
 * @param reachMillis how old a sample may be, inclusive, as Prometheus has it up to 2.x
 */
record Lookback(long startMillis, long endMillis, long stepMillis, long reachMillis) {
  /** A single evaluation time. */
  static Lookback at(long timeMillis, long reachMillis) {
    return new Lookback(timeMillis, timeMillis, 1, reachMillis);
  }

  /** The index of the sample that counts at a time; -1 if there is none. */
  int sampleAt(Timeline timeline, long timeMillis) {
    int index = timeline.floor(timeMillis);
    return index >= 0 && timeMillis - timeline.millis(index) <= reachMillis ? index : -1;
  }
}
