package dev.tocsin.detect.measure;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * One anomaly score a step, never negative; NaN where a step was not scored. Immutable.
 *
 * <p>Measures that rank steps count a step without a score as 0: nothing was said about it.
 */
public final class Scores {
  private final double[] values;

  private Scores(double[] values) {
    this.values = values;
  }

  /**
   * Scores in the order of the steps.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public static Scores of(double... values) {
    for (int step = 0; step < values.length; step++) {
      if (values[step] < 0) {
        throw new IllegalArgumentException(
            "score %s of step %d, expected 0 or more, or NaN".formatted(values[step], step));
      }
    }
    return new Scores(values.clone());
  }

  /** How many steps there are. */
  public int size() {
    return values.length;
  }

  /** The score of a step; NaN if it was not scored. */
  public double at(int step) {
    return values[step];
  }

  /** The score of a step; 0 if it was not scored. */
  public double orZero(int step) {
    return Double.isNaN(values[step]) ? 0 : values[step];
  }

  /** The scores after {@code change}; steps without one stay so. */
  public Scores map(DoubleUnaryOperator change) {
    double[] changed = new double[values.length];
    for (int step = 0; step < values.length; step++) {
      changed[step] = Double.isNaN(values[step]) ? Double.NaN : change.applyAsDouble(values[step]);
    }
    return of(changed);
  }

  /** The same scores, but none before the step {@code first}. */
  public Scores from(int first) {
    double[] later = values.clone();
    Arrays.fill(later, 0, Math.min(first, later.length), Double.NaN);
    return new Scores(later);
  }

  /** A copy of the scores, ascending, 0 for steps without one. */
  public double[] ascending() {
    double[] sorted = new double[values.length];
    for (int step = 0; step < values.length; step++) {
      sorted[step] = orZero(step);
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
