package dev.tocsin.model.tribuo;

/**
 * Normalised windows and what followed them: features {@code [windows × features]}, oldest first,
 * and targets {@code [windows]}, in the float precision the graph computes in. Immutable once
 * handed out.
 */
public final class TrainingWindows {
  private final int features;
  private final float[] values;
  private final float[] targets;

  TrainingWindows(int count, int features) {
    this.features = features;
    this.values = new float[Math.multiplyExact(count, features)];
    this.targets = new float[count];
  }

  /** How many windows there are. */
  public int count() {
    return targets.length;
  }

  /** How many features a window has. */
  public int features() {
    return features;
  }

  /** A feature of a window. */
  public float feature(int window, int feature) {
    return values[window * features + feature];
  }

  /** What followed a window. */
  public float target(int window) {
    return targets[window];
  }

  void set(int window, double[] normalised, double target) {
    for (int i = 0; i < features; i++) {
      values[window * features + i] = (float) normalised[i];
    }
    targets[window] = (float) target;
  }
}
