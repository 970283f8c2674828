package dev.tocsin.model.tribuo;

import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingSettings;

/** Fits a forecaster of one kind on windows that are already normalised. Thread-safe. */
public interface ForecasterTrainer {
  /** The kind, such as {@code linear}. */
  String kind();

  /** How windows are to be normalised. */
  Normalisation normalisation();

  /**
   * Fits a forecaster.
   *
   * @param windows at least one
   * @throws dev.tocsin.model.TrainingException if the weights are not finite
   */
  Forecaster fit(TrainingWindows windows, TrainingSettings settings, Progress progress);
}
