package dev.tocsin.eval.measure;

import dev.tocsin.detect.measure.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How the scores of series that tell of one thing become one score. */
public enum JointRule {
  /** The mean; a series without a score at a step counts as 0. */
  MEAN {
    @Override
    double of(double[] scores) {
      return Arrays.stream(scores).average().orElse(0);
    }
  },
  /** The greatest. */
  MAX {
    @Override
    double of(double[] scores) {
      return Arrays.stream(scores).max().orElse(0);
    }
  };

  abstract double of(double[] scores);

  /**
   * The joint score of each step.
   *
   * @param series at least one, all of one length
   */
  public Scores join(List<Scores> series) {
    int steps = series.get(0).size();
    return Scores.of(
        IntStream.range(0, steps)
            .mapToDouble(step -> of(series.stream().mapToDouble(s -> s.orZero(step)).toArray()))
            .toArray());
  }
}
