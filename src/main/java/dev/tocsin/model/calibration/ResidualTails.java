package dev.tocsin.model.calibration;

import java.util.Arrays;
import java.util.List;

/**
 * How unusual a residual is, on each side of the forecast: noise that is skewed has a long and a
 * short tail.
 *
 * @param below of yhat − y where that is positive
 * @param above of y − yhat where that is positive
 */
public record ResidualTails(Tail below, Tail above) {
  /**
   * A tail begins here at least, in spreads, as that of normal noise does: a side on which no
   * residual lay has a reach too.
   */
  private static final double LEAST_START = 1.4;

  /** The least scale of a tail that is believed, in spreads. */
  private static final double LEAST_SCALE = 0.15;

  /** The scale of a tail between the normal's and Laplace's, in spreads. */
  private static final double USUAL_SCALE = 0.6;

  /** So many residuals tell as much of a tail's scale as what is usual does. */
  private static final double USUAL_WEIGHT = 150;

  /**
   * The tails of residuals.
   *
   * @param residuals y − yhat in the order of time, none of them NaN; left as they are
   * @param leastSpread the least spread believed, above 0, in their unit
   */
  public static ResidualTails of(double[] residuals, double leastSpread) {
    double spread = Math.max(leastSpread, spread(residuals));
    return new ResidualTails(tail(residuals, -1, spread), tail(residuals, 1, spread));
  }

  /** Below, then above. */
  public List<Tail> sides() {
    return List.of(below, above);
  }

  private static double spread(double[] residuals) {
    double[] distances = Arrays.stream(residuals).map(Math::abs).toArray();
    return OrderStatistics.MAD_TO_SIGMA * OrderStatistics.median(distances);
  }

  private static Tail tail(double[] residuals, double side, double spread) {
    double[] past = Arrays.stream(residuals).map(value -> Math.max(0, side * value)).toArray();
    Tail tail = new TailFit(past.length).fitMoves(past, LEAST_SCALE * spread);
    double trust = past.length / (past.length + USUAL_WEIGHT);
    return new Tail(
        Math.max(tail.start(), LEAST_START * spread),
        trust * tail.scale() + (1 - trust) * USUAL_SCALE * spread,
        tail.nats());
  }
}
