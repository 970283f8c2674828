package dev.tocsin.eval.nab;

import java.util.Arrays;

/** The raw score of a corpus while detections are added, in any order. */
final class NabTally {
  private final NabProfile profile;
  private final double[] windows;
  private double raw;

  /** No detections yet: every window is missed. */
  NabTally(NabProfile profile, int windows) {
    this.profile = profile;
    this.windows = new double[windows];
    Arrays.fill(this.windows, -profile.missedWindow());
    this.raw = -profile.missedWindow() * windows;
  }

  /** A detection outside every window. */
  void addOutside(double worth) {
    raw += worth * profile.falseDetection();
  }

  /** A detection in a window; only the best of each counts. */
  void addInside(int window, double worth) {
    double gained = Math.max(windows[window], worth * profile.detection());
    raw += gained - windows[window];
    windows[window] = gained;
  }

  /** 0 for no detections at all, 100 for one at the start of each window and no other. */
  double normalised() {
    double none = -profile.missedWindow() * windows.length;
    double perfect = profile.detection() * windows.length;
    return 100 * (raw - none) / (perfect - none);
  }
}
