package dev.tocsin.model.onnx;

import dev.tocsin.window.Presence;
import dev.tocsin.window.SlidingWindows;

/**
 * Reads windows in which samples are missing, for graphs that can leave steps out.
 *
 * <p>What is missing is filled for the forecasts of the steps behind it: the value before, moved as
 * the season moves. Confined to one thread.
 */
final class PartialWindow {
  private final int window;
  private final int lags;
  private double[] values = new double[0];
  private double[] levels = new double[0];
  private double[] present = new double[0];

  PartialWindow(int window, int lags) {
    this.window = window;
    this.lags = lags;
  }

  /**
   * Where to write the seasonal levels up to the target before {@link #read}: as many steps as are
   * looked at, a few more than the window has.
   */
  double[] levels(SlidingWindows windows) {
    int steps = windows.maxGapSteps() + window + 1;
    if (values.length != steps) {
      values = new double[steps];
      levels = new double[steps];
      present = new double[steps];
    }
    return levels;
  }

  /** Reads a window and its target, if enough of it is there. */
  Admission read(SlidingWindows windows, int matrixRow, int column, StepRow row) {
    windows.copyKnown(matrixRow, column, values);
    Presence.mark(values, lags, windows.maxGapSteps(), present);
    int lead = values.length - row.values.length;
    if (!isEnough(lead)) {
      return windows.beganInside(matrixRow, column) ? Admission.WARMING_UP : Admission.GAP;
    }
    fill();
    System.arraycopy(values, lead, row.values, 0, row.values.length);
    System.arraycopy(levels, lead, row.seasonal, 0, row.seasonal.length);
    System.arraycopy(present, lead, row.present, 0, row.present.length);
    return Admission.ACCEPTED;
  }

  /** The target counts, and so does at least a third of the steps the graph sums over. */
  private boolean isEnough(int lead) {
    int count = 0;
    for (int i = lead + lags; i < present.length; i++) {
      count += present[i] > 0 ? 1 : 0;
    }
    int steps = window + 1 - lags;
    return present[present.length - 1] > 0 && 3 * count >= steps;
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
