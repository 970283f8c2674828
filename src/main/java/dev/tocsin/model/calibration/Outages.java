package dev.tocsin.model.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Stretches of a past in which a series that moves stood still: fallen at once to a value it else
 * never comes near, or stuck amid the values it else takes. They are nothing to learn from: learnt
 * from, they would make the next outage ordinary, and all else look calmer than it is.
 *
 * <p>One that lasts to the end of the past is an outage as well: a fit must not end the alert of an
 * outage that goes on. A night without traffic is none: it is come to gradually, or comes more
 * often.
 */
public final class Outages {
  /** Standing still for fewer steps is no outage. */
  private static final int FEWEST_STEPS = 16;

  /** More stretches are how the series is. */
  private static final int MOST_STRETCHES = 2;

  /** What stands still longer than this share of its past does not move enough to tell. */
  private static final double MOST_SHARE = 0.6;

  private Outages() {}

  /**
   * The values with outages taken out as missing; the values themselves where there is none.
   *
   * @param values oldest first, NaN where there is no sample; left as they are
   */
  public static double[] without(double[] values) {
    List<Stretch> stretches = stretches(values);
    if (stretches.isEmpty() || stretches.size() > MOST_STRETCHES) {
      return values;
    }
    int still = stretches.stream().mapToInt(Stretch::steps).sum();
    long known = Arrays.stream(values).filter(Double::isFinite).count();
    if (still > MOST_SHARE * known) {
      return values;
    }
    Unrest unrest = Unrest.of(missing(values, stretches));
    List<Stretch> outages =
        stretches.stream().filter(stretch -> unrest.isUnlike(stretch, values)).toList();
    return outages.isEmpty() ? values : missing(values, outages);
  }

  private static double[] missing(double[] values, List<Stretch> stretches) {
    double[] kept = values.clone();
    stretches.forEach(stretch -> Arrays.fill(kept, stretch.from(), stretch.to(), Double.NaN));
    return kept;
  }

  /** A long run of one value, from (inclusive) to (exclusive). */
  private record Stretch(int from, int to) {
    int steps() {
      return to - from;
    }
  }

  private static List<Stretch> stretches(double[] values) {
    List<Stretch> stretches = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= values.length; i++) {
      if (i == values.length || values[i] != values[from]) {
        if (i - from >= FEWEST_STEPS) {
          stretches.add(new Stretch(from, i));
        }
        from = i;
      }
    }
    return stretches;
  }

  /**
   * How a series moves outside of the stretches.
   *
   * @param least of the values
   * @param greatest of the values
   * @param spread of the changes from step to step, of those that are any
   * @param repeats the share of steps without a change
   */
  private record Unrest(double least, double greatest, double spread, double repeats) {
    /** A run so long comes by chance less than once in a million. */
    private static final double BY_CHANCE = 1e-6;

    /** Where other values come near, an outage begins with a change of so many spreads. */
    private static final double JUMP_SPREADS = 5;

    /** A rate falls over as many steps as its range spans: four, usually. */
    private static final int FALL_STEPS = 4;

    /** Of values that are NaN within the stretches. */
    static Unrest of(double[] values) {
      DoubleSummaryStatistics range =
          Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
      double[] changes = new double[values.length];
      int moves = 0;
      int rests = 1;
      for (int i = 1; i < values.length; i++) {
        double change = Math.abs(values[i] - values[i - 1]);
        changes[moves] = change;
        moves += change > 0 ? 1 : 0;
        rests += change == 0 ? 1 : 0;
      }
      double median = moves == 0 ? 0 : OrderStatistics.quantile(changes, moves, 0.5);
      return new Unrest(
          range.getMin(),
          range.getMax(),
          OrderStatistics.MAD_TO_SIGMA * median,
          rests / (double) (rests + moves));
    }

    boolean isUnlike(Stretch stretch, double[] values) {
      double value = values[stretch.from()];
      boolean isAmid = value > least && value < greatest;
      boolean isAway = value < least - spread || value > greatest + spread;
      boolean isFallen = Math.abs(value - beside(stretch, values)) > JUMP_SPREADS * spread;
      return (isAmid || isAway || isFallen) && Math.pow(repeats, stretch.steps()) < BY_CHANCE;
    }

    /** The value before the fall; behind the stretch if nothing is before it. */
    private static double beside(Stretch stretch, double[] values) {
      for (int i = Math.max(0, stretch.from() - FALL_STEPS); i < stretch.from(); i++) {
        if (Double.isFinite(values[i])) {
          return values[i];
        }
      }
      int behind = stretch.to();
      while (behind < values.length - 1 && !Double.isFinite(values[behind])) {
        behind++;
      }
      return behind < values.length ? values[behind] : Double.NaN;
    }
  }
}
