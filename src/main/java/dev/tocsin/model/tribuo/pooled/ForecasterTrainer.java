package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.onnx.OnnxDetector;

/**
 * Fits a forecaster of one kind on windows that are already normalised. Level and scale of each
 * series come from its fitting part, its trust in the forecaster and its band from the part held
 * back.
 */
public interface ForecasterTrainer extends PooledKind {
  /** How windows are to be normalised. */
  Normalisation normalisation();

  /**
   * Fits a forecaster.
   *
   * @param windows at least one
   * @throws dev.tocsin.model.TrainingException if the weights are not finite
   */
  Forecaster fit(TrainingWindows windows, TrainingSettings settings, Progress progress);

  @Override
  default boolean forecasts() {
    return true;
  }

  @Override
  default Shared learn(
      PooledHistories histories,
      Shape shape,
      Threshold threshold,
      TrainingSettings settings,
      Progress progress) {
    TrainingWindows windows = histories.draw(normalisation(), settings);
    Forecaster forecaster = fit(windows, settings, progress);
    OnnxGraph graph =
        new DetectorGraph(kind(), shape, normalisation(), threshold).write(forecaster);
    return new Shared(graph, windows.count(), forecaster.provenance());
  }

  @Override
  default Calibration calibration(
      OnnxDetector detector, PooledHistories histories, Shape shape, double threshold) {
    return new ForecastCalibration(histories, detector, shape, threshold);
  }
}
