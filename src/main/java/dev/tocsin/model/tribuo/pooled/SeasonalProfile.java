package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.calibration.OrderStatistics;
import java.util.Arrays;

/**
 * The level of a series in each slot of its season: the median of the slot's samples, drawn towards
 * the overall median where few seasons were seen, so that one odd day does not become the rule.
 */
final class SeasonalProfile {
  private final double overall;
  private final double[] slots;

  private SeasonalProfile(double overall, double[] slots) {
    this.overall = overall;
    this.slots = slots;
  }

  /** The median of all samples, 0 without any. */
  double overall() {
    return overall;
  }

  /** The level of each slot. */
  double[] slots() {
    return slots;
  }

  /** The profile of the samples before {@code end}; samples that are not finite do not count. */
  static SeasonalProfile of(double[] values, int end, SeasonSteps steps) {
    double[] sorted = Arrays.stream(values, 0, end).filter(Double::isFinite).toArray();
    double overall = sorted.length == 0 ? 0 : OrderStatistics.median(sorted);
    double[] slots = new double[steps.season().slots()];
    Arrays.fill(slots, overall);
    if (steps.season().repeats()) {
      fill(slots, overall, values, end, steps);
    }
    return new SeasonalProfile(overall, slots);
  }

  private static void fill(
      double[] slots, double overall, double[] values, int end, SeasonSteps steps) {
    int[] size = new int[slots.length];
    int[] cycles = new int[slots.length];
    long[] lastCycle = new long[slots.length];
    Arrays.fill(lastCycle, Long.MIN_VALUE);
    for (int t = 0; t < end; t++) {
      if (Double.isFinite(values[t])) {
        int slot = steps.slot(t);
        long cycle = steps.cycle(t);
        size[slot]++;
        cycles[slot] += cycle == lastCycle[slot] ? 0 : 1;
        lastCycle[slot] = cycle;
      }
    }
    double[][] members = members(size, values, end, steps);
    for (int slot = 0; slot < slots.length; slot++) {
      if (size[slot] > 0) {
        double trust = cycles[slot] / (cycles[slot] + 1.0);
        slots[slot] = overall + trust * (OrderStatistics.median(members[slot]) - overall);
      }
    }
  }

  private static double[][] members(int[] size, double[] values, int end, SeasonSteps steps) {
    double[][] members = new double[size.length][];
    Arrays.setAll(members, slot -> new double[size[slot]]);
    int[] filled = new int[size.length];
    for (int t = 0; t < end; t++) {
      if (Double.isFinite(values[t])) {
        int slot = steps.slot(t);
        members[slot][filled[slot]++] = values[t];
      }
    }
    return members;
  }
}
