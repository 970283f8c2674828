package dev.tocsin.model.tribuo;

import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** A fitted forecaster that can write itself into a graph. */
public interface Forecaster {
  /**
   * Writes the forecaster into the graph that {@code features} belongs to.
   *
   * @param features float {@code [n × features]}
   * @return the forecasts, float {@code [n × 1]}
   */
  ONNXNode write(ONNXRef<?> features);

  /** How it came to be: trainer, data, seeds, versions; for people. */
  String provenance();
}
