package dev.tocsin.eval.measure;

import dev.tocsin.detect.measure.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Thresholds to choose the best from with the labels in hand: quantiles of all scores of a
 * benchmark together, from 80 % to 99.999 %, each a tenth nearer to 1 than the one before, and the
 * greatest score.
 */
public final class ThresholdGrid {
  private static final double FIRST = 0.8;
  private static final double LAST = 0.99999;
  private static final double STRIDE = 0.1;

  private ThresholdGrid() {}

  /** The thresholds, ascending, each above 0. */
  public static List<Double> of(List<Scores> scores) {
    double[] sorted =
        scores.stream().flatMapToDouble(s -> Arrays.stream(s.ascending())).sorted().toArray();
    DoubleStream shares =
        DoubleStream.iterate(FIRST, share -> share < LAST, share -> share + (1 - share) * STRIDE);
    return DoubleStream.concat(shares, DoubleStream.of(1))
        .map(share -> sorted[(int) (share * (sorted.length - 1))])
        .filter(threshold -> threshold > 0)
        .distinct()
        .boxed()
        .toList();
  }
}
