package dev.tocsin.model.onnx;

import dev.tocsin.window.Presence;
import dev.tocsin.window.SlidingWindows;

/**
 * Reads stretches in which samples are missing, for graphs that can leave steps out.
 *
 * <p>What is missing is filled for the forecasts of the steps behind it: the value before, moved as
 * the season moves. Whether a step counts depends on the few steps before it alone, so that it is
 * the same whatever stretch it is read in. Confined to one thread.
 */
final class PartialWindow {
  private final int window;
  private final int steps;
  private final int lags;
  private double[] values = new double[0];
  private double[] levels = new double[0];
  private double[] present = new double[0];

  /**
   * A reader.
   *
   * @param window L
   * @param steps t, how many are read at once
   * @param lags how many steps before it a step needs
   */
  PartialWindow(int window, int steps, int lags) {
    this.window = window;
    this.steps = steps;
    this.lags = lags;
  }

  /**
   * Where to write the seasonal levels up to the last step before {@link #read}: as many as are
   * looked at, a few more than the stretch has.
   */
  double[] levels(SlidingWindows windows) {
    int count = windows.maxGapSteps() + window + steps;
    if (values.length != count) {
      values = new double[count];
      levels = new double[count];
      present = new double[count];
    }
    return levels;
  }

  /**
   * Reads a window and the steps behind it, if enough of any step's window is there.
   *
   * @param from the first step
   * @param admissions those of steps that can be scored are {@code ACCEPTED}; gets, for each of
   *     them whose window has too little, why
   * @return whether any step is still accepted; if not, the stretch is not written
   */
  boolean read(
      SlidingWindows windows,
      int matrixRow,
      int from,
      Stretch stretch,
      Admission[] admissions,
      int at) {
    windows.copyKnown(matrixRow, from + steps - 1, values);
    Presence.mark(values, lags, windows.maxGapSteps(), present);
    int lead = windows.maxGapSteps();
    boolean isAnyAccepted = false;
    for (int step = 0; step < steps; step++) {
      if (admissions[at + step] == Admission.ACCEPTED && !isEnough(lead + step)) {
        boolean began = windows.beganInside(matrixRow, from + step);
        admissions[at + step] = began ? Admission.WARMING_UP : Admission.GAP;
      }
      isAnyAccepted |= admissions[at + step] == Admission.ACCEPTED;
    }
    if (isAnyAccepted) {
      fill();
      System.arraycopy(values, lead, stretch.values, 0, stretch.values.length);
      System.arraycopy(levels, lead, stretch.seasonal, 0, stretch.seasonal.length);
      System.arraycopy(present, lead, stretch.present, 0, stretch.present.length);
    }
    return isAnyAccepted;
  }

  /** The target counts, and so does at least a third of the steps the graph sums over. */
  private boolean isEnough(int windowFrom) {
    int target = windowFrom + window;
    int count = 0;
    for (int i = windowFrom + lags; i <= target; i++) {
      count += present[i] > 0 ? 1 : 0;
    }
    return present[target] > 0 && 3 * count >= window + 1 - lags;
  }

  private void fill() {
    int first = 0;
    while (Double.isNaN(values[first])) {
      first++;
    }
    for (int i = first - 1; i >= 0; i--) {
      values[i] = values[i + 1] + (levels[i] - levels[i + 1]);
    }
    for (int i = first + 1; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = values[i - 1] + (levels[i] - levels[i - 1]);
      }
    }
  }
}
