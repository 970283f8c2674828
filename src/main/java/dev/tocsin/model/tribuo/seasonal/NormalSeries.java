package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.calibration.OrderStatistics;
import dev.tocsin.window.Presence;

/**
 * A series' residuals around their median, in robust spreads, short gaps carried over.
 *
 * <p>Which steps count is told by {@link Presence}, as when the series is scored.
 */
final class NormalSeries {
  /** The middle half of a normal distribution is this many standard deviations wide. */
  private static final double QUARTILES_TO_SIGMA = 1.349;

  /** A spread below this share of the standard deviation is that of a series mostly at rest. */
  private static final double LEAST_SHARE = 0.1;

  private final SeriesModel.Normal normal;
  private final double[] unclipped;
  private final double[] clipped;
  private final double[] present;

  /**
   * Residuals in the normal form of a model.
   *
   * @param residuals NaN where there is no sample; the first is there
   */
  NormalSeries(double[] residuals, SeriesModel.Normal normal, int maxGapSteps) {
    int length = residuals.length;
    this.normal = normal;
    this.present = new double[length];
    Presence.mark(residuals, Ensemble.LAGS, maxGapSteps, present);
    this.unclipped = new double[length];
    this.clipped = new double[length];
    double last = 0;
    for (int i = 0; i < length; i++) {
      last = Double.isNaN(residuals[i]) ? last : (residuals[i] - normal.center()) / normal.scale();
      unclipped[i] = last;
      clipped[i] = Ensemble.clip(last, Ensemble.CLIP);
    }
  }

  /**
   * Residuals in their own normal form.
   *
   * @param floor the least spread believed
   */
  static NormalSeries of(double[] residuals, double floor, int maxGapSteps) {
    double[] scratch = new double[residuals.length];
    int known = OrderStatistics.present(residuals, 0, residuals.length, scratch);
    double deviation = deviation(scratch, known);
    double center = OrderStatistics.quantile(scratch, known, 0.5);
    double quartiles =
        OrderStatistics.quantile(scratch, known, 0.75)
            - OrderStatistics.quantile(scratch, known, 0.25);
    double spread = Math.max(quartiles / QUARTILES_TO_SIGMA, LEAST_SHARE * deviation);
    return new NormalSeries(
        residuals, new SeriesModel.Normal(center, Math.max(floor, spread)), maxGapSteps);
  }

  private static double deviation(double[] values, int count) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += (values[i] - mean) / (i + 1);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(sum / count);
  }

  int length() {
    return unclipped.length;
  }

  /** Median and spread of the residuals. */
  SeriesModel.Normal normal() {
    return normal;
  }

  /** Normalised; not to be changed. */
  double[] unclipped() {
    return unclipped;
  }

  /** Normalised and cut at ±{@link Ensemble#CLIP}; not to be changed. */
  double[] clipped() {
    return clipped;
  }

  /** 1 at steps that count, 0 at others; not to be changed. */
  double[] present() {
    return present;
  }

  /** Whether a step counts. */
  boolean counts(int i) {
    return present[i] > 0;
  }
}
