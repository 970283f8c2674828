package dev.tocsin.model.tribuo;

import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingSettings;

/** Fits a measure of one kind on windows that are already normalised. Thread-safe. */
public interface NoveltyMeasureTrainer {
  /** The kind, such as {@code kmeans}. */
  String kind();

  /** How many windows it is fitted on at most: what bounds its cost, whatever the series. */
  int mostWindows();

  /**
   * Fits a measure.
   *
   * @param windows at least one; their features are the changes before the target, and the target
   *     is the last
   * @throws dev.tocsin.model.TrainingException if what was fitted is not finite
   */
  NoveltyMeasure fit(TrainingWindows windows, TrainingSettings settings, Progress progress);
}
