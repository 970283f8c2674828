package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Shape;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.tribuo.graph.GraphBuilder;
import dev.tocsin.model.tribuo.graph.GraphFile;
import dev.tocsin.model.tribuo.graph.TailNodes;
import dev.tocsin.model.tribuo.pooled.Normalisation;

/**
 * Puts a measure of novelty into the graph of a detector, which gives a score and no forecast:
 *
 * <pre>
 * residual = ((window, y) − seasonal) / scale                    double
 * features = its changes from step to step, cut at a bound        double
 * score    = nats of measure(features) − center in its tail, over the threshold
 * </pre>
 */
final class NoveltyGraph {
  /** Input {@code [n]}, from the series: what the measure usually is. */
  static final String CENTER = "center";

  private NoveltyGraph() {}

  static OnnxGraph write(String kind, Shape shape, NoveltyMeasure measure, Threshold threshold) {
    GraphBuilder graph = new GraphBuilder();
    int length = shape.window();
    String y = graph.input(DetectorContract.Y, 1);
    String window = graph.input(DetectorContract.WINDOW, length);
    String seasonal = graph.input(DetectorContract.SEASONAL, length + 1);
    String scale = graph.input(DetectorContract.SCALE, 1);
    String values = graph.beside(window, graph.column(y));
    String residual = graph.apply("Div", graph.apply("Sub", values, seasonal), graph.column(scale));
    String changes =
        graph.apply(
            "Sub", graph.columns(residual, 1, length + 1), graph.columns(residual, 0, length));
    double bound = Normalisation.CHANGES.bound();
    String features = graph.clip(changes, graph.doubleScalar(-bound), graph.doubleScalar(bound));
    String above = graph.apply("Sub", measure.write(graph, features), graph.input(CENTER, 1));
    String score = graph.apply("Div", nats(graph, above), graph.doubleScalar(threshold.nats()));
    graph.output(DetectorContract.ANOMALY_SCORE, 1, score);
    return GraphFile.write(kind, shape, graph.build("tocsin-" + kind), threshold.metadata());
  }

  /** {@link Tail#of} of what lies above what is usual; 0 below. */
  private static String nats(GraphBuilder graph, String above) {
    String tails = graph.input(DetectorContract.TAILS, TailTensor.width(1));
    String distance = graph.clip(above, graph.doubleScalar(0), graph.doubleScalar(Tail.MOST));
    return TailNodes.columns(graph, tails, 0, 1).of(graph, distance, graph::doubleScalar);
  }
}
