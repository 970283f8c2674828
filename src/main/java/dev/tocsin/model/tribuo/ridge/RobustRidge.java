package dev.tocsin.model.tribuo.ridge;

import dev.tocsin.model.calibration.OrderStatistics;
import java.util.Arrays;

/**
 * Ridge regression towards the random walk, made robust by Huber's weights: incidents in the past
 * bend the weights no more than large ordinary errors. Closed form: a Gram matrix and its Cholesky
 * factor in each round. Confined to one thread; its memory is reused.
 */
public final class RobustRidge {
  static final double RIDGE = 1;
  private static final double INTERCEPT_RIDGE = 1e-3;
  static final int ROUNDS = 3;

  /** Errors beyond this many spreads weigh less. */
  static final double HUBER = 2.5;

  private static final double LEAST_PIVOT = 1e-9;

  private final int lags;
  private final int width;
  private final double[] gram;
  private final double[] moments;
  private final double[] row;
  private double[] weights;
  private double[] errors = new double[0];
  private double[] scratch = new double[0];

  /** A regression on so many lags. */
  public RobustRidge(int lags) {
    this.lags = lags;
    this.width = lags + 1;
    this.gram = new double[width * width];
    this.moments = new double[width];
    this.row = new double[width];
    this.weights = new double[width];
  }

  /** What is to be forecast from what. */
  interface Source {
    /** How many rows there may be. */
    int size();

    /** Writes the lags of a row, newest first, and returns what followed; NaN: no such row. */
    double load(int index, double[] lags);
  }

  /** The steps of a series that count: shared, not changed. */
  private static final class Steps implements Source {
    private final double[] values;
    private final double[] present;
    private final int lags;

    Steps(double[] values, double[] present, int lags) {
      this.values = values;
      this.present = present;
      this.lags = lags;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double load(int index, double[] row) {
      if (present[index] == 0) {
        return Double.NaN;
      }
      for (int j = 0; j < lags; j++) {
        row[j] = values[index - 1 - j];
      }
      return values[index];
    }
  }

  /**
   * The autoregression of a series.
   *
   * @param values finite
   * @param present 1 at values that are to be forecast, which have all lags; 0 at others
   */
  public Autoregression fit(double[] values, double[] present) {
    return fit(new Steps(values, present, lags));
  }

  /** The autoregression of these rows. */
  Autoregression fit(Source source) {
    reserve(source.size());
    weights = new double[width];
    double spread = 0;
    for (int round = 0; round < ROUNDS; round++) {
      accumulate(source, round == 0 ? Double.POSITIVE_INFINITY : HUBER * spread);
      solve();
      spread = errors(source);
    }
    return new Autoregression(weights, spread);
  }

  private void reserve(int length) {
    if (errors.length < length) {
      errors = new double[length];
      scratch = new double[length];
    }
  }

  private void accumulate(Source source, double bound) {
    Arrays.fill(gram, 0);
    Arrays.fill(moments, 0);
    row[lags] = 1;
    for (int i = 0; i < source.size(); i++) {
      double target = source.load(i, row);
      if (!Double.isNaN(target)) {
        add(
            target,
            errors[i] <= bound || bound == Double.POSITIVE_INFINITY ? 1 : bound / errors[i]);
      }
    }
    for (int j = 0; j < lags; j++) {
      gram[j * width + j] += RIDGE;
    }
    moments[0] += RIDGE;
    gram[lags * width + lags] += INTERCEPT_RIDGE;
  }

  private void add(double target, double weight) {
    for (int j = 0; j < width; j++) {
      double weighted = weight * row[j];
      moments[j] += weighted * target;
      int at = j * width;
      for (int k = 0; k <= j; k++) {
        gram[at + k] += weighted * row[k];
      }
    }
  }

  /** Solves gram · weights = moments by the Cholesky factor, which replaces the lower triangle. */
  private void solve() {
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = gram[i * width + j];
        for (int k = 0; k < j; k++) {
          sum -= gram[i * width + k] * gram[j * width + k];
        }
        gram[i * width + j] =
            i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / gram[j * width + j];
      }
    }
    for (int i = 0; i < width; i++) {
      double sum = moments[i];
      for (int k = 0; k < i; k++) {
        sum -= gram[i * width + k] * weights[k];
      }
      weights[i] = sum / gram[i * width + i];
    }
    for (int i = width - 1; i >= 0; i--) {
      double sum = weights[i];
      for (int k = i + 1; k < width; k++) {
        sum -= gram[k * width + i] * weights[k];
      }
      weights[i] = sum / gram[i * width + i];
    }
  }

  /** Notes the absolute errors, and returns their robust spread. */
  private double errors(Source source) {
    int count = 0;
    for (int i = 0; i < source.size(); i++) {
      double target = source.load(i, row);
      if (!Double.isNaN(target)) {
        errors[i] = Math.abs(target - forecast());
        scratch[count++] = errors[i];
      }
    }
    return count == 0
        ? 1
        : OrderStatistics.MAD_TO_SIGMA * OrderStatistics.quantile(scratch, count, 0.5);
  }

  private double forecast() {
    double sum = weights[lags];
    for (int j = 0; j < lags; j++) {
      sum += weights[j] * row[j];
    }
    return sum;
  }
}
