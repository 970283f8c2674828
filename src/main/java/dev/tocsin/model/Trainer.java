package dev.tocsin.model;

import dev.tocsin.series.SeriesMatrix;

/** Makes a detector from history. Thread-safe: a trainer keeps nothing between two fits. */
public interface Trainer {
  /** The kind of detectors it makes, such as {@code linear}. */
  String kind();

  /**
   * Fits one detector on all series of a job. Blocks.
   *
   * @param aligned {@code [series × time]}: rates made, short gaps filled; NaN means no sample
   * @throws TrainingException if the history does not suffice or the fit fails
   * @throws java.util.concurrent.CancellationException if {@code progress} asks to stop
   */
  Fitted fit(SeriesMatrix aligned, TrainingSettings settings, Progress progress);
}
