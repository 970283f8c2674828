package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.calibration.Tail;

/**
 * From the streams of a step to its score: the root of the summed squares of their weighted nats,
 * over the nats from which a step is anomalous.
 */
final class Fusion {
  /** The band's bisection ends at a millionth of a spread below this. */
  private static final double MOST_SPREADS = 1e4;

  private static final int BISECTIONS = 40;

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

  /**
   * The residual, in spreads of the autoregression, at which a step is anomalous whatever was
   * before: where a series so far calm, its novelty aside, has score 1, or where the residual's own
   * tail says so.
   *
   * @param point the tail of |residual|
   * @param spread of the autoregression, in spreads of the series
   */
  double halfWidth(Tail point, double spread) {
    return Math.min(calmHalfWidth(spread), point.at(threshold / Ensemble.POINT_SHARE));
  }

  private double calmHalfWidth(double spread) {
    double low = 0;
    double high = MOST_SPREADS;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (score(calm(middle, spread)) >= 1) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** The streams of a series that was calm, when a residual of so many spreads comes. */
  private static double[] calm(double residual, double spread) {
    double[] values = new double[Stream.ALL.size()];
    double cut = Math.min(residual, Ensemble.CLIP);
    double energy = (Ensemble.ENERGY_SPAN - 1 + cut * cut) / Ensemble.ENERGY_SPAN;
    values[Stream.EWMA.index()] = Ensemble.ALPHA * Math.min(residual, Ensemble.SMOOTH_CLIP);
    values[Stream.LEVEL.index()] =
        Ensemble.ALPHA * Math.min(residual * spread, Ensemble.SMOOTH_CLIP);
    values[Stream.ENERGY.index()] = Math.sqrt(energy);
    return values;
  }
}
