package dev.tocsin.model;

import dev.tocsin.series.SeriesMatrix;

/** Makes a detector from history. Thread-safe: a trainer keeps nothing between two fits. */
public interface Trainer {
  /** The kind of detectors it makes, such as {@code linear}. */
  String kind();

  /** Whether its detectors make forecasts, or scores alone. */
  default boolean forecasts() {
    return true;
  }

  /**
   * Fits one detector on all series of a job. Blocks.
   *
   * @param aligned {@code [series × time]}: rates made, short gaps filled; NaN means no sample
   * @throws TrainingException if the history does not suffice or the fit fails
   * @throws java.util.concurrent.CancellationException if {@code progress} asks to stop
   */
  Fitted fit(SeriesMatrix aligned, TrainingSettings settings, Progress progress);

  /**
   * Fits series that came after a detector was fitted, to go with its graph: what all series share
   * stays as it is. Blocks.
   *
   * @param graph of the detector
   * @param shape of the detector
   * @param newcomers {@code [series × time]}, like the history of a fit
   * @return the newcomers whose history suffices
   * @throws TrainingException if none's does, or the settings ask for another graph by now
   * @throws java.util.concurrent.CancellationException if {@code progress} asks to stop
   */
  SeriesParameters join(
      OnnxGraph graph,
      Shape shape,
      SeriesMatrix newcomers,
      TrainingSettings settings,
      Progress progress);
}
