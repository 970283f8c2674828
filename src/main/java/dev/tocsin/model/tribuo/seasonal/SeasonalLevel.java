package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Season;
import dev.tocsin.model.calibration.OrderStatistics;
import java.util.List;

/**
 * The level of a series in each slot of its season, or no season at all: the one with the least
 * error on samples that it was not made from wins, if it wins clearly.
 */
final class SeasonalLevel {
  /** A season must lower the mean absolute error to this share of that around the median. */
  private static final double GAIN = 0.85;

  /** From so many slots on, neighbours smooth a slot: each has few samples. */
  private static final int SMOOTHED_SLOTS = 48;

  private final Season season;
  private final double[] profile;
  private final double[] residuals;

  private SeasonalLevel(Season season, double[] profile, double[] residuals) {
    this.season = season;
    this.profile = profile;
    this.residuals = residuals;
  }

  /** The season; with one slot there is none, and its level is 0. */
  Season season() {
    return season;
  }

  /** The level of each slot. */
  double[] profile() {
    return profile;
  }

  /**
   * What is left of each value, as if it had no part in its own level: in a history of two cycles
   * it would otherwise look half as noisy as it is.
   */
  double[] residuals() {
    return residuals;
  }

  /**
   * The level of a series.
   *
   * @param values NaN where there is no sample; at least one is there
   * @param first the step of the history that the first value stands at
   */
  static SeasonalLevel choose(double[] values, int first, List<SeasonSlots> candidates) {
    double[] scratch = new double[values.length];
    int known = OrderStatistics.present(values, 0, values.length, scratch);
    double median = OrderStatistics.quantile(scratch, known, 0.5);
    double least = GAIN * meanDistance(values, median);
    SeasonalLevel best = new SeasonalLevel(Season.none(), new double[1], values);
    for (SeasonSlots candidate : candidates) {
      if (values.length >= 2 * candidate.periodSteps()) {
        SeasonalLevel level = of(values, first, candidate, median);
        double error = meanDistance(level.residuals, 0);
        if (error < least) {
          least = error;
          best = level;
        }
      }
    }
    return best;
  }

  private static double meanDistance(double[] values, double from) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += Math.abs(value - from);
        count++;
      }
    }
    return sum / count;
  }

  private static SeasonalLevel of(double[] values, int first, SeasonSlots slots, double median) {
    int[] counts = new int[slots.season().slots()];
    double[] medians = medians(values, first, slots, median, counts);
    boolean isSmoothed = medians.length >= SMOOTHED_SLOTS;
    double[] profile = isSmoothed ? smoothed(medians) : medians;
    double ownShare = isSmoothed ? 0.5 : 1;
    double[] residuals = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int slot = slots.slot(first + i);
      int count = counts[slot];
      double others = count > 1 ? 1 - ownShare / count : 0.5;
      residuals[i] = (values[i] - profile[slot]) / others;
    }
    return new SeasonalLevel(slots.season(), profile, residuals);
  }

  /** The median of each slot's samples; of all where a slot has none. */
  private static double[] medians(
      double[] values, int first, SeasonSlots slots, double ofAll, int[] counts) {
    int[] ends = new int[counts.length];
    for (int i = 0; i < values.length; i++) {
      counts[slots.slot(first + i)] += Double.isNaN(values[i]) ? 0 : 1;
    }
    for (int slot = 1; slot < ends.length; slot++) {
      ends[slot] = ends[slot - 1] + counts[slot - 1];
    }
    double[] bySlot = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        bySlot[ends[slots.slot(first + i)]++] = values[i];
      }
    }
    double[] medians = new double[counts.length];
    double[] members = new double[values.length];
    for (int slot = 0; slot < medians.length; slot++) {
      int count = counts[slot];
      System.arraycopy(bySlot, ends[slot] - count, members, 0, count);
      medians[slot] = count == 0 ? ofAll : OrderStatistics.quantile(members, count, 0.5);
    }
    return medians;
  }

  private static double[] smoothed(double[] slots) {
    int count = slots.length;
    double[] smoothed = new double[count];
    for (int i = 0; i < count; i++) {
      smoothed[i] = (slots[(i + count - 1) % count] + 2 * slots[i] + slots[(i + 1) % count]) / 4;
    }
    return smoothed;
  }
}
