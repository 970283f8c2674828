package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.tribuo.graph.GraphBuilder;

/** The squared Euclidean distances of rows to points, as |x|² − 2 x·p + |p|². */
final class SquaredDistances {
  private SquaredDistances() {}

  /**
   * Writes them into a graph, in double: in float nearby points would lose them to cancellation.
   *
   * @param features double {@code [n × features]}
   * @param points {@code [points × features]}
   * @return double {@code [n × points]}, not negative
   */
  static String write(GraphBuilder graph, String features, double[][] points) {
    int width = points[0].length;
    double[] transposed = new double[width * points.length];
    double[] norms = new double[points.length];
    for (int point = 0; point < points.length; point++) {
      for (int feature = 0; feature < width; feature++) {
        double value = points[point][feature];
        transposed[feature * points.length + point] = -2 * value;
        norms[point] += value * value;
      }
    }
    String products =
        graph.apply("MatMul", features, graph.doubleMatrix("points", points.length, transposed));
    String own = graph.sumOfColumns(graph.apply("Mul", features, features));
    String sum =
        graph.apply(
            "Add",
            graph.apply("Add", products, own),
            graph.doubleMatrix("norms", points.length, norms));
    return graph.apply("Max", sum, graph.doubleScalar(0));
  }
}
