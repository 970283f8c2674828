package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.calibration.Constancy;
import dev.tocsin.model.calibration.OrderStatistics;
import dev.tocsin.model.calibration.Outages;
import dev.tocsin.model.calibration.SpreadFloor;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/**
 * One series' past without its outages: which windows have no gap, its seasonal level, and the
 * spread of its changes.
 *
 * <p>The last part of the usable windows is held back: level and spread come from the samples
 * before.
 */
final class SeriesHistory {
  /** Changes beyond this many scales are incidents, not something to learn. */
  static final double INCIDENT_SCALES = 20;

  /** Mean absolute deviation of a normal distribution times this is its standard deviation. */
  private static final double MEAN_TO_SIGMA = 1.2533;

  private final double[] values;
  private final int window;
  private final SeasonSteps steps;

  private final int[] finiteRun;

  private final int usable;
  private final int fitEnd;
  private final double[] profile;
  private final double floor;
  private final double scale;

  SeriesHistory(double[] row, int window, SeasonSteps steps, double heldBackShare) {
    this.values = Outages.without(row);
    this.window = window;
    this.steps = steps;
    this.finiteRun = finiteRuns(values);
    this.usable = count(0, values.length);
    this.fitEnd = fitEnd(usable - heldBack(heldBackShare));
    SeasonalProfile levels = SeasonalProfile.of(values, fitEnd, steps);
    this.profile = levels.slots();
    this.floor = SpreadFloor.of(levels.overall());
    this.scale = Math.max(floor, spreadOfChanges());
  }

  /** For each step, how many samples in a row end there. */
  static int[] finiteRuns(double[] values) {
    int[] runs = new int[values.length];
    int run = 0;
    for (int t = 0; t < values.length; t++) {
      run = Math.abs(values[t]) <= SlidingWindows.MAX_MAGNITUDE ? run + 1 : 0;
      runs[t] = run;
    }
    return runs;
  }

  private int count(int from, int to) {
    int count = 0;
    for (int t = from; t < to; t++) {
      count += isUsable(t) ? 1 : 0;
    }
    return count;
  }

  /**
   * How many windows are held back: a share of all there would be if no sample were missing, so
   * that a band made after an outage rests on as many; at most half of those there are.
   */
  private int heldBack(double share) {
    int first = 0;
    while (first < values.length && finiteRun[first] == 0) {
      first++;
    }
    int whole = Math.max(0, values.length - first - window);
    return Math.min(usable / 2, (int) (share * whole));
  }

  /** The step after the {@code wanted}-th usable one. */
  private int fitEnd(int wanted) {
    int met = 0;
    int t = 0;
    while (t < values.length && met < wanted) {
      met += isUsable(t) ? 1 : 0;
      t++;
    }
    return t;
  }

  private double spreadOfChanges() {
    double[] changes = new double[fitEnd];
    int count = 0;
    for (int t = 1; t < fitEnd; t++) {
      if (finiteRun[t] > 1) {
        changes[count++] = Math.abs(residual(t) - residual(t - 1));
      }
    }
    if (count == 0) {
      return 0;
    }
    double median = OrderStatistics.median(Arrays.copyOf(changes, count));
    return median > floor
        ? OrderStatistics.MAD_TO_SIGMA * median
        : MEAN_TO_SIGMA * Arrays.stream(changes, 0, count).average().orElse(0);
  }

  /** Whether it ever moved, held-back steps included. */
  Constancy constancy() {
    DoubleSummaryStatistics range =
        Arrays.stream(values)
            .filter(value -> Math.abs(value) <= SlidingWindows.MAX_MAGNITUDE)
            .summaryStatistics();
    return Constancy.of(range.getMin(), range.getMax());
  }

  /** Whether the step and the window before it have no gap. */
  boolean isUsable(int t) {
    return finiteRun[t] > window;
  }

  /** How many steps have a window, held-back ones included. */
  int usable() {
    return usable;
  }

  /** Steps from this one on are held back. */
  int fitEnd() {
    return fitEnd;
  }

  /** The seasonal level of each slot. */
  double[] profile() {
    return profile;
  }

  /** The spread of the changes from step to step, at least {@link #floor}. */
  double scale() {
    return scale;
  }

  /** The least spread a series of this level is given. */
  double floor() {
    return floor;
  }

  /** The value less its seasonal level. */
  double residual(int t) {
    return values[t] - profile[steps.slot(t)];
  }

  /** Whether the step is one to learn from: usable, not held back, neither flat nor an incident. */
  boolean isInstructive(int t) {
    if (t >= fitEnd || !isUsable(t)) {
      return false;
    }
    boolean flat = true;
    for (int i = t - window + 1; i <= t && flat; i++) {
      flat = residual(i) == residual(i - 1);
    }
    return !flat && Math.abs(residual(t) - residual(t - 1)) <= INCIDENT_SCALES * scale;
  }

  /** Writes the features of the window before {@code t}, and returns the target. */
  double normalise(int t, Normalisation normalisation, double[] features) {
    int first = t - window;
    for (int i = 0; i < features.length; i++) {
      double feature =
          switch (normalisation) {
            case LEVELS -> residual(first + i) / scale;
            case CHANGES -> (residual(first + i + 1) - residual(first + i)) / scale;
          };
      features[i] = Math.max(-normalisation.bound(), Math.min(normalisation.bound(), feature));
    }
    return normalisation == Normalisation.LEVELS
        ? residual(t) / scale
        : (residual(t) - residual(t - 1)) / scale;
  }
}
