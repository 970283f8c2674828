package dev.tocsin.model.tribuo.pooled;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Shape;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.tribuo.graph.GraphBuilder;
import dev.tocsin.model.tribuo.graph.GraphFile;
import dev.tocsin.model.tribuo.graph.TailNodes;

/**
 * Puts a forecaster into the graph of a detector, which keeps {@link DetectorContract}:
 *
 * <pre>
 * residual = (window − seasonal) / scale                         double
 * features = residual, or its changes; cut at a bound; cast       float
 * forecast = forecaster(features), of changes plus the last      double
 * step     = last + trust · (forecast − last)
 * yhat     = seasonal at the target + scale · step
 * bounds   = yhat − scale · lower, yhat + scale · upper
 * score    = nats of (y − yhat) / scale in the tail of its side, over the threshold
 * </pre>
 *
 * <p>Everything outside the forecaster is double: a gauge of 1e12 ± 1e4 has no noise left in float.
 */
final class DetectorGraph {
  /** The tails' numbers: those of residuals below yhat, and of those above. */
  private static final int SIDES = 2;

  private final String kind;
  private final Shape shape;
  private final Normalisation normalisation;
  private final Threshold threshold;
  private final GraphBuilder graph = new GraphBuilder();

  /**
   * A graph.
   *
   * @param threshold from which a step is anomalous
   */
  DetectorGraph(String kind, Shape shape, Normalisation normalisation, Threshold threshold) {
    this.kind = kind;
    this.shape = shape;
    this.normalisation = normalisation;
    this.threshold = threshold;
  }

  OnnxGraph write(Forecaster forecaster) {
    int length = shape.window();
    String window = graph.input(DetectorContract.WINDOW, length);
    String seasonal = graph.input(DetectorContract.SEASONAL, length + 1);
    String y = graph.input(DetectorContract.Y, 1);
    String scale = graph.input(DetectorContract.SCALE, 1);
    String centered = graph.apply("Sub", window, graph.columns(seasonal, 0, length));
    String residual = graph.apply("Div", centered, graph.column(scale));
    String step = graph.apply("Mul", step(residual, forecaster), scale);
    String yhat = graph.apply("Add", graph.columnOf(seasonal, length), step);
    judge(y, yhat, scale);
    return GraphFile.write(kind, shape, graph.build("tocsin-" + kind), threshold.metadata());
  }

  private String step(String residual, Forecaster forecaster) {
    int length = shape.window();
    String last = graph.columnOf(residual, length - 1);
    String change =
        switch (normalisation) {
          case LEVELS -> graph.apply("Sub", forecast(residual, forecaster), last);
          case CHANGES ->
              forecast(
                  graph.apply(
                      "Sub",
                      graph.columns(residual, 1, length),
                      graph.columns(residual, 0, length - 1)),
                  forecaster);
        };
    String trust = graph.input(DetectorContract.TRUST, 1);
    return graph.apply("Add", last, graph.apply("Mul", change, trust));
  }

  private String forecast(String features, Forecaster forecaster) {
    double bound = normalisation.bound();
    String bounded = graph.clip(features, graph.doubleScalar(-bound), graph.doubleScalar(bound));
    String forecast = forecaster.write(graph, graph.cast(bounded, DataType.FLOAT));
    return graph.vectorOfColumn(graph.cast(forecast, DataType.DOUBLE));
  }

  private void judge(String y, String yhat, String scale) {
    String lower = graph.apply("Mul", graph.input(DetectorContract.LOWER, 1), scale);
    String upper = graph.apply("Mul", graph.input(DetectorContract.UPPER, 1), scale);
    String tails = graph.input(DetectorContract.TAILS, TailTensor.width(SIDES));
    String over = graph.apply("Div", graph.apply("Sub", y, yhat), scale);
    String under = graph.apply("Div", graph.apply("Sub", yhat, y), scale);
    String nats = graph.apply("Max", nats(under, tails, 0), nats(over, tails, 1));
    graph.output(DetectorContract.YHAT, 1, yhat);
    graph.output(DetectorContract.YHAT_LOWER, 1, graph.apply("Sub", yhat, lower));
    graph.output(DetectorContract.YHAT_UPPER, 1, graph.apply("Add", yhat, upper));
    // A logarithm's last bits depend on where a row stands in its batch; those of a float do not.
    String score =
        graph.cast(graph.apply("Div", nats, graph.doubleScalar(threshold.nats())), DataType.FLOAT);
    graph.output(DetectorContract.ANOMALY_SCORE, 1, graph.cast(score, DataType.DOUBLE));
  }

  /** {@link Tail#of} of the distances on one side of yhat; 0 on the other. */
  private String nats(String signed, String tails, int side) {
    String distance = graph.clip(signed, graph.doubleScalar(0), graph.doubleScalar(Tail.MOST));
    return TailNodes.columns(graph, tails, side, SIDES).of(graph, distance, graph::doubleScalar);
  }
}
