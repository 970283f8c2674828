package dev.tocsin.window;

import dev.tocsin.series.SeriesMatrix;
import java.util.Arrays;

/**
 * The windows of {@code length} steps before each step of an aligned matrix.
 *
 * <p>A view: nothing is copied until a window is asked for. The last sample stands in for at most
 * {@code maxGapSteps} missing ones in a row. Only what lies before a step is ever looked at.
 */
public final class SlidingWindows {
  /** Values beyond this are no measurements, and their ratios would overflow. */
  public static final double MAX_MAGNITUDE = 1e150;

  private final SeriesMatrix aligned;
  private final int length;
  private final int maxGapSteps;

  /** Whether a window can be used. */
  public enum State {
    /** Every value is there and finite. */
    USABLE,
    /** The series, or the matrix, begins too short a time before the step. */
    WARMING_UP,
    /** More samples in a row are missing than the last one may stand in for. */
    GAP,
    /** A sample is infinite, or beyond ±{@value #MAX_MAGNITUDE}. */
    NOT_FINITE
  }

  /**
   * The windows of a matrix.
   *
   * @param aligned {@code [series × time]}, NaN where there is no sample
   * @param length how many steps a window has, at least 1
   * @param maxGapSteps how many missing samples in a row the last one may stand in for
   */
  public SlidingWindows(SeriesMatrix aligned, int length, int maxGapSteps) {
    this.aligned = aligned;
    this.length = length;
    this.maxGapSteps = maxGapSteps;
  }

  /** The matrix that the windows slide over. */
  public SeriesMatrix aligned() {
    return aligned;
  }

  /** How many steps a window has. */
  public int length() {
    return length;
  }

  /** How many missing samples in a row the last one may stand in for. */
  public int maxGapSteps() {
    return maxGapSteps;
  }

  /**
   * Copies the window before step {@code target} into {@code window}, oldest first.
   *
   * @param window {@code length} values, all of them finite if the window is usable; undefined
   *     otherwise
   */
  public State copy(int row, int target, double[] window) {
    int from = target - length;
    if (from < 0) {
      return State.WARMING_UP;
    }
    aligned.copyRow(row, from, target, window, 0);
    return areMeasurements(window) ? State.USABLE : fillGaps(row, from, window);
  }

  /**
   * Copies the steps up to {@code target}, inclusive.
   *
   * @param values undefined if not all are there
   * @return whether every sample is there and finite
   */
  public boolean copyWhole(int row, int target, double[] values) {
    int from = target + 1 - values.length;
    if (from < 0) {
      return false;
    }
    aligned.copyRow(row, from, target + 1, values, 0);
    return areMeasurements(values);
  }

  /**
   * Copies the steps up to {@code target}, inclusive, as they are: NaN where there is no sample, or
   * none that is a measurement, and before the matrix begins.
   */
  public void copyKnown(int row, int target, double[] values) {
    int missing = Math.max(0, values.length - 1 - target);
    Arrays.fill(values, 0, missing, Double.NaN);
    aligned.copyRow(row, target + 1 - values.length + missing, target + 1, values, missing);
    for (int i = missing; i < values.length; i++) {
      values[i] = Math.abs(values[i]) <= MAX_MAGNITUDE ? values[i] : Double.NaN;
    }
  }

  /** Whether the first sample of the series that the matrix has lies in the target's window. */
  public boolean beganInside(int row, int target) {
    return target < length || !hasSampleBefore(row, target - length);
  }

  private static boolean areMeasurements(double[] window) {
    boolean all = true;
    for (int i = 0; i < window.length; i++) {
      all &= Math.abs(window[i]) <= MAX_MAGNITUDE; // false for NaN
    }
    return all;
  }

  private State fillGaps(int row, int from, double[] window) {
    int missing = 0;
    for (int i = 0; i < length; i++) {
      if (Math.abs(window[i]) > MAX_MAGNITUDE) {
        return State.NOT_FINITE;
      }
      if (!Double.isNaN(window[i])) {
        missing = 0;
        continue;
      }
      missing = i == 0 ? missingBefore(row, from) + 1 : missing + 1;
      if (missing > maxGapSteps) {
        return hasSampleBefore(row, from + i) ? State.GAP : State.WARMING_UP;
      }
      window[i] = i == 0 ? aligned.value(row, from - missing) : window[i - 1];
      if (Math.abs(window[i]) > MAX_MAGNITUDE) {
        return State.NOT_FINITE;
      }
    }
    return State.USABLE;
  }

  /** How many samples in a row are missing right before a step; too many if none ever came. */
  private int missingBefore(int row, int step) {
    for (int missing = 0; missing <= maxGapSteps && missing < step; missing++) {
      if (!Double.isNaN(aligned.value(row, step - missing - 1))) {
        return missing;
      }
    }
    return maxGapSteps + 1;
  }

  private boolean hasSampleBefore(int row, int step) {
    for (int i = step - 1; i >= 0; i--) {
      if (!Double.isNaN(aligned.value(row, i))) {
        return true;
      }
    }
    return false;
  }
}
