package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.calibration.Tail;

/**
 * From the streams of a step to its score: the root of the summed squares of their weighted nats,
 * over the nats from which a step is anomalous.
 */
final class Fusion {
  private final Tail[] tails;
  private final double threshold;

  /**
   * A fusion.
   *
   * @param tails one for each of {@link Stream#ALL}; never changed
   * @param threshold nats from which a step is anomalous
   */
  Fusion(Tail[] tails, double threshold) {
    this.tails = tails;
    this.threshold = threshold;
  }

  /** The score of values of the streams; a NaN adds nothing. */
  double score(double... values) {
    double sum = 0;
    for (Stream stream : Stream.ALL) {
      double value = values[stream.index()];
      if (value > 0) {
        double nats = stream.weight() * tails[stream.index()].of(value);
        sum += nats * nats;
      }
    }
    return Math.sqrt(sum) / threshold;
  }

  /** Whether the score of a step of the past is 1 or more. */
  boolean isAnomalous(PastStreams past, int step) {
    double[] values = new double[Stream.ALL.size()];
    boolean isInTail = false;
    for (Stream stream : Stream.ALL) {
      int k = stream.index();
      values[k] = past.of(stream)[step];
      isInTail |= values[k] > tails[k].start();
    }
    return isInTail && score(values) >= 1;
  }
}
