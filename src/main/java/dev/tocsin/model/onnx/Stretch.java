package dev.tocsin.model.onnx;

import java.util.Arrays;

/**
 * One row of a batch before it is appended: what a graph is told of consecutive steps of a series,
 * t of them, one in most graphs.
 */
final class Stretch {
  /** What became of a step that has no result. */
  static final int NO_RESULT = -1;

  /** The window before the first step, then the steps: {@code [L + t]}. */
  final double[] values;

  /** The seasonal levels: {@code [L + t]}; undefined where there are none. */
  final double[] seasonal;

  /** Whether a level is anything but 0. */
  boolean hasLevels;

  /** 1 where a step counts, else 0: {@code [L + t]}; undefined where all count. */
  final double[] present;

  /** Whether all steps count. */
  boolean isWhole;

  /** How far each step's value is from all values of the past: {@code [t]}. */
  final double[] novelty;

  /** The same for the values less their season: {@code [t]}. */
  final double[] residualNovelty;

  /** Which result each step will have, or {@link #NO_RESULT}: {@code [t]}. */
  final int[] results;

  private final int window;

  /**
   * A row without contents.
   *
   * @param window L
   * @param steps t
   */
  Stretch(int window, int steps) {
    this.window = window;
    this.values = new double[window + steps];
    this.seasonal = new double[window + steps];
    this.present = new double[window + steps];
    this.novelty = new double[steps];
    this.residualNovelty = new double[steps];
    this.results = new int[steps];
    Arrays.fill(results, NO_RESULT);
  }

  /** L, how many steps lie before the first. */
  int window() {
    return window;
  }

  /** t, how many steps there are. */
  int steps() {
    return results.length;
  }

  /** The value at a step. */
  double y(int step) {
    return values[window + step];
  }

  /** The seasonal level at a step. */
  double level(int step) {
    return hasLevels ? seasonal[window + step] : 0;
  }
}
