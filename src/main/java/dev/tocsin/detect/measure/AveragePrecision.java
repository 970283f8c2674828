package dev.tocsin.detect.measure;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The area under the precision-recall curve over single steps, as average precision.
 *
 * <p>{@code AP = sum over thresholds of (recall - recall before) * precision}, the step-wise sum
 * without interpolation; steps of equal score pass the threshold together. Source: Davis and
 * Goadrich, "The relationship between Precision-Recall and ROC curves", ICML 2006; the sum is the
 * one that scikit-learn's {@code average_precision_score} takes.
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * The average precision of scores.
   *
   * @param truth the anomalous stretches; they may overlap and reach beyond the last step
   * @return 0 to 1; a random score's is about the share of anomalous steps; empty where no step is
   *     anomalous
   */
  public static OptionalDouble of(Scores scores, List<StepRange> truth) {
    boolean[] anomalous = anomalous(scores.size(), truth);
    int positives = count(anomalous);
    return positives == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(area(scores, anomalous, positives));
  }

  private static double area(Scores scores, boolean[] anomalous, int positives) {
    int[] ranked = ranked(scores);
    double area = 0;
    int found = 0;
    int from = 0;
    while (from < ranked.length) {
      int to = from;
      int foundBefore = found;
      while (to < ranked.length && scores.orZero(ranked[to]) == scores.orZero(ranked[from])) {
        found += anomalous[ranked[to++]] ? 1 : 0;
      }
      area += (found - foundBefore) / (double) positives * (found / (double) to);
      from = to;
    }
    return area;
  }

  /** The steps by descending score. */
  private static int[] ranked(Scores scores) {
    return IntStream.range(0, scores.size())
        .boxed()
        .sorted((a, b) -> Double.compare(scores.orZero(b), scores.orZero(a)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean[] anomalous(int steps, List<StepRange> truth) {
    boolean[] anomalous = new boolean[steps];
    for (StepRange range : truth) {
      for (int step = range.first(); step <= Math.min(range.last(), steps - 1); step++) {
        anomalous[step] = true;
      }
    }
    return anomalous;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }
}
