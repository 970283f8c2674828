package dev.tocsin.model.tribuo.pooled;

import java.util.List;

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

  /**
   * Windows copied from rows of consecutive values, the last of which is the target.
   *
   * @param rows {@code [windows × (features + 1)]}, normalised and finite
   * @throws IllegalArgumentException if a row has another length
   */
  public static TrainingWindows copyOf(int features, List<double[]> rows) {
    TrainingWindows windows = new TrainingWindows(rows.size(), features);
    for (int i = 0; i < rows.size(); i++) {
      double[] row = rows.get(i);
      if (row.length != features + 1) {
        throw new IllegalArgumentException(
            row.length + " values in row " + i + ", expected " + features + " and a target");
      }
      windows.set(i, row, row[features]);
    }
    return windows;
  }

  /** Tribuo orders features by name: leading zeros make that the order of time. */
  public static String[] featureNames(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = "x%06d".formatted(i);
    }
    return names;
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
