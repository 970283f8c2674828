package dev.tocsin.eval.nab;

/**
 * What NAB weighs a detection, a false one and a missed window with ({@code config/profiles.json}).
 */
public enum NabProfile {
  /** The usual one. */
  STANDARD(0.11, 1),
  /** False detections weigh twice as much. */
  LOW_FP(0.22, 1),
  /** A missed window weighs twice as much. */
  LOW_FN(0.11, 2);

  private final double falseDetection;
  private final double missedWindow;

  NabProfile(double falseDetection, double missedWindow) {
    this.falseDetection = falseDetection;
    this.missedWindow = missedWindow;
  }

  /** What the earliest detection in a window is worth, in every profile. */
  double detection() {
    return 1;
  }

  /** What a false detection far from any window costs. */
  double falseDetection() {
    return falseDetection;
  }

  /** What a window without a detection costs. */
  double missedWindow() {
    return missedWindow;
  }
}
