package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.onnx.OnnxDetector;

/** One kind of detector whose weights all series share. Thread-safe. */
public interface PooledKind {
  /** The kind, such as {@code linear}. */
  String kind();

  /** Whether its detectors make forecasts, or scores alone. */
  boolean forecasts();

  /**
   * Learns what all series share, from the parts of their histories that are not held back.
   *
   * @param threshold from which a step is anomalous
   * @throws dev.tocsin.model.TrainingException if what was learnt is not finite
   */
  Shared learn(
      PooledHistories histories,
      Shape shape,
      Threshold threshold,
      TrainingSettings settings,
      Progress progress);

  /**
   * What is to learn of each series, from the finished graph.
   *
   * @param detector the graph, as it will serve; open as long as the calibration is used
   * @param threshold nats from which a step is anomalous
   */
  Calibration calibration(
      OnnxDetector detector, PooledHistories histories, Shape shape, double threshold);

  /**
   * What all series share.
   *
   * @param graph of the detector
   * @param windows it was learnt from
   * @param provenance how it came to be: trainer, data, seeds, versions; for people
   */
  record Shared(OnnxGraph graph, long windows, String provenance) {}
}
