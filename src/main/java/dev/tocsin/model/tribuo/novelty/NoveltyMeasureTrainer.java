package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.tribuo.pooled.Calibration;
import dev.tocsin.model.tribuo.pooled.Normalisation;
import dev.tocsin.model.tribuo.pooled.PooledHistories;
import dev.tocsin.model.tribuo.pooled.PooledKind;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;

/**
 * Fits a measure of one kind on windows that are already normalised. The detector makes no
 * forecast: what is usual for each series is told by the part held back.
 */
public interface NoveltyMeasureTrainer extends PooledKind {
  /** How many windows it is fitted on at most: what bounds its cost, whatever the series. */
  int mostWindows();

  /**
   * Fits a measure.
   *
   * @param windows at least one; their features are the changes before the target, and the target
   *     is the last
   * @throws dev.tocsin.model.TrainingException if what was fitted is not finite
   */
  NoveltyMeasure fit(TrainingWindows windows, TrainingSettings settings);

  @Override
  default boolean forecasts() {
    return false;
  }

  @Override
  default Shared learn(
      PooledHistories histories,
      Shape shape,
      Threshold threshold,
      TrainingSettings settings,
      Progress progress) {
    TrainingSettings bounded =
        settings.withLimits(settings.limits().withMaximumWindows(mostWindows()));
    TrainingWindows windows = histories.draw(Normalisation.CHANGES, bounded);
    progress.report(Progress.Step.of("fit", 0, windows.count()));
    NoveltyMeasure measure = fit(windows, bounded);
    progress.report(Progress.Step.of("fit", windows.count(), windows.count()));
    OnnxGraph graph = NoveltyGraph.write(kind(), shape, measure, threshold);
    return new Shared(graph, windows.count(), measure.provenance());
  }

  @Override
  default Calibration calibration(
      OnnxDetector detector, PooledHistories histories, Shape shape, double threshold) {
    return new NoveltyCalibration(histories, detector, shape, threshold);
  }
}
