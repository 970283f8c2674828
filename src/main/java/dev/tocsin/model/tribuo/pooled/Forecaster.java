package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.tribuo.graph.GraphBuilder;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.regression.Regressor;

/**
 * A fitted forecaster.
 *
 * @param model of Tribuo's, which can write itself into a graph
 * @param features how many it takes
 * @param provenance how it came to be: trainer, data, seeds, versions; for people
 */
public record Forecaster(ONNXExportable model, int features, String provenance) {
  /** The forecaster that a trained model is. */
  public static <M extends Model<Regressor> & ONNXExportable> Forecaster of(M model) {
    return new Forecaster(model, model.getFeatureIDMap().size(), model.getProvenance().toString());
  }

  /**
   * Writes the forecaster into a graph.
   *
   * @param values float {@code [n × features]}
   * @return the forecasts, float {@code [n × 1]}
   */
  String write(GraphBuilder graph, String values) {
    return graph.exported(model, features, values);
  }
}
