package dev.tocsin.model.tribuo;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Shape;
import java.util.Map;

/**
 * Puts a measure of novelty into the graph of a detector, which gives a score and no forecast:
 *
 * <pre>
 * residual = ((window, y) − seasonal) / scale                    double
 * features = its changes from step to step, cut at a bound        double
 * score    = max(0, (measure(features) − center) / width)
 * </pre>
 */
final class NoveltyGraph {
  /** Input {@code [n]}, from the series: what the measure usually is. */
  static final String CENTER = "center";

  /** Input {@code [n]}, from the series: how far above that it may be, above 0. */
  static final String WIDTH = "width";

  private NoveltyGraph() {}

  static OnnxGraph write(String kind, Shape shape, NoveltyMeasure measure) {
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
    String score = graph.apply("Div", above, graph.input(WIDTH, 1));
    graph.output(
        DetectorContract.ANOMALY_SCORE, 1, graph.apply("Max", score, graph.doubleScalar(0)));
    return GraphFile.write(kind, shape, graph.build("tocsin-" + kind), Map.of());
  }
}
