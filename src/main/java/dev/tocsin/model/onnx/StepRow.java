package dev.tocsin.model.onnx;

/** One row of a batch before it is appended: what a graph is told of one step of one series. */
final class StepRow {
  /** The window, then y: {@code [L + 1]}. */
  final double[] values;

  /** The seasonal levels: {@code [L + 1]}; undefined where there are none. */
  final double[] seasonal;

  /** Whether a level is anything but 0. */
  boolean hasLevels;

  /** 1 where a step counts, else 0: {@code [L + 1]}; undefined where all count. */
  final double[] present;

  /** Whether all steps count. */
  boolean isWhole;

  /** How far y is from all values of the past. */
  double novelty;

  /** The same for y less its season. */
  double residualNovelty;

  StepRow(int window) {
    this.values = new double[window + 1];
    this.seasonal = new double[window + 1];
    this.present = new double[window + 1];
  }

  /** The seasonal level at the target step. */
  double level() {
    return hasLevels ? seasonal[seasonal.length - 1] : 0;
  }

  /** The value at the target step. */
  double y() {
    return values[values.length - 1];
  }
}
