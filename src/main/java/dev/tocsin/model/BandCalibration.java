package dev.tocsin.model;

import java.util.Arrays;

/**
 * How far a band must reach, so that ordinary steps rarely leave it.
 *
 * <p>Each side is made from residuals the weights never saw. Two quantiles fix a power of the
 * normal quantile, q(p) = q₁ (z(p) / z₁)^κ, which is followed to the wanted share p, far outside
 * the data; κ is 1 for normal noise and about 1.4 for Laplace's. Quantiles at 25 % and 5 % are
 * hardly moved by past incidents, but know little of heavy tails; quantiles at 5 % and 1 % know
 * more, and are believed as far as twice the former: incidents in up to 4 % of the past widen the
 * band by a small factor, whatever their size.
 */
public final class BandCalibration {
  private static final double INNER = 0.25;
  private static final double OUTER = 0.05;
  private static final double FAR = 0.01;

  /** Shares looked at where the inner residuals are all zero, {@link #OUTER} besides. */
  private static final double RARE = 0.1;

  private static final double RAREST = 0.02;

  /** Tails lighter than the normal's are not believed. */
  private static final double MIN_POWER = 1;

  /** Between Laplace's and Student's with three degrees of freedom. */
  private static final double MAX_POWER = 2;

  /** Used where only one quantile is known: between normal and Laplace. */
  private static final double DEFAULT_POWER = 1.3;

  /** Residuals beyond a rare quantile that make it believable. */
  private static final int FEWEST_BEYOND = 5;

  /** How much wider than by inner quantiles a band may be for its tail. */
  private static final double MAX_TAIL_FACTOR = 2;

  /** MAD of a normal distribution times this is its standard deviation. */
  private static final double MAD_TO_SIGMA = 1.4826;

  private final double tailShare;

  /**
   * A calibration.
   *
   * @param falseAlertRate the share of ordinary steps that may lie outside, both sides together
   */
  public BandCalibration(double falseAlertRate) {
    this.tailShare = falseAlertRate / 2;
  }

  /**
   * The half widths of a band.
   *
   * @param residuals y − yhat, in any unit and order; at least one, all finite
   * @param minimum the least half width, above 0, for series that never moved
   * @return the half widths, in the unit of the residuals
   */
  public HalfWidths halfWidths(double[] residuals, double minimum) {
    double[] up = residuals.clone();
    Arrays.sort(up);
    double[] down = new double[up.length];
    for (int i = 0; i < up.length; i++) {
      down[i] = -up[up.length - 1 - i];
    }
    // A side without residuals, because all of them lie on the other, still gets the normal reach.
    double least = Math.max(minimum, normalQuantile(tailShare) * spread(up));
    double caution = 1 + 2 / Math.sqrt(up.length);
    return new HalfWidths(
        caution * Math.max(least, reach(down)), caution * Math.max(least, reach(up)));
  }

  private static double spread(double[] sorted) {
    double median = tailQuantile(sorted, 0.5);
    double[] deviations = Arrays.stream(sorted).map(value -> Math.abs(value - median)).toArray();
    Arrays.sort(deviations);
    return MAD_TO_SIGMA * tailQuantile(deviations, 0.5);
  }

  private double reach(double[] sorted) {
    double inner = tailQuantile(sorted, INNER);
    if (!(inner > 0)) {
      return rareReach(sorted);
    }
    double outer = tailQuantile(sorted, OUTER);
    double reach = extrapolate(outer, OUTER, power(inner, INNER, outer, OUTER));
    if (FAR * sorted.length < FEWEST_BEYOND) {
      return reach;
    }
    double far = tailQuantile(sorted, FAR);
    double tail = extrapolate(far, FAR, power(outer, OUTER, far, FAR));
    return Math.max(reach, Math.min(MAX_TAIL_FACTOR * reach, tail));
  }

  /** The power κ that leads through two quantiles. */
  private static double power(double inner, double innerShare, double outer, double outerShare) {
    double power =
        Math.log(outer / inner) / Math.log(normalQuantile(outerShare) / normalQuantile(innerShare));
    return Math.min(MAX_POWER, Math.max(MIN_POWER, power));
  }

  private double rareReach(double[] sorted) {
    double usual = Math.max(rareReach(sorted, RARE), rareReach(sorted, OUTER));
    if (usual > 0) {
      return usual;
    }
    double share = Math.max(RAREST, (double) FEWEST_BEYOND / sorted.length);
    return rareReach(sorted, Math.min(OUTER, share));
  }

  private double rareReach(double[] sorted, double share) {
    int beyond = Math.max(FEWEST_BEYOND, (int) (share * sorted.length));
    double quantile = sorted[Math.max(0, sorted.length - beyond)];
    return quantile > 0 ? extrapolate(quantile, share, DEFAULT_POWER) : 0;
  }

  private double extrapolate(double quantile, double share, double power) {
    if (tailShare >= share) {
      return quantile;
    }
    return quantile * Math.pow(normalQuantile(tailShare) / normalQuantile(share), power);
  }

  /** The value that a share of the sorted values exceeds; linear between two values. */
  private static double tailQuantile(double[] sorted, double share) {
    double position = (1 - share) * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The value a standard normal variable exceeds with this probability, below 0.5; within 4.5e-4
   * (Abramowitz and Stegun, formula 26.2.23).
   */
  static double normalQuantile(double share) {
    double t = Math.sqrt(-2 * Math.log(share));
    return t
        - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  }

  /**
   * How far a band reaches from yhat, both above 0.
   *
   * @param lower below
   * @param upper above
   */
  public record HalfWidths(double lower, double upper) {}
}
