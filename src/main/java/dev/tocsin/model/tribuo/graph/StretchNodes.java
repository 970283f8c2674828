package dev.tocsin.model.tribuo.graph;

import ai.onnx.proto.OnnxMl;

/**
 * The parts of a graph whose rows are stretches of consecutive steps: how many, t, is known when it
 * runs. Inside, steps are rows and series are columns.
 *
 * @param graph what the parts are put into
 * @param most the greatest t
 */
public record StretchNodes(GraphBuilder graph, int most) {
  private static final String SERIES = "n";

  /** As many rows as there are, or one that is that of all: ONNX then asks for no equality. */
  private static final String SERIES_OR_ONE = "n_or_1";

  private static final String STEPS = "t";
  private static final String WINDOW_AND_STEPS = "window_and_t";

  /** An input {@code [n × t]}. */
  public String steps(String name) {
    return graph.input(name, shape(SERIES, STEPS));
  }

  /** An input {@code [n × (L + t)]}. */
  public String around(String name) {
    return graph.input(name, shape(SERIES, WINDOW_AND_STEPS));
  }

  /** An input {@code [n × (L + t)]}, or {@code [1 × (L + t)]} where one row is that of all. */
  public String aroundForAll(String name) {
    return graph.input(name, shape(SERIES_OR_ONE, WINDOW_AND_STEPS));
  }

  /** Makes a value an output {@code [n × t]}. */
  public void output(String name, String value) {
    graph.output(name, shape(SERIES, STEPS), value);
  }

  /** Makes a value an output {@code [n × t × width]}. */
  public void output(String name, int width, String value) {
    graph.output(name, shape(SERIES, STEPS).addDim(GraphFile.fixed(width)), value);
  }

  private static OnnxMl.TensorShapeProto.Builder shape(String rows, String columns) {
    return OnnxMl.TensorShapeProto.newBuilder()
        .addDim(GraphFile.open(rows))
        .addDim(GraphFile.open(columns));
  }

  /**
   * The rows right before each row but the first ones, newest first: one copy of whole rows, so
   * that what comes after is one operator for all of them.
   *
   * @param matrix {@code [(lags + s) × n]}
   * @param behind its rows behind the first {@code lags}: {@code [s × n]}
   * @param others by how many rows s is greater than t
   * @return {@code [s × lags × n]}
   */
  public String before(String matrix, String behind, int lags, int others) {
    int rows = others + most;
    long[] places = new long[rows * lags];
    for (int row = 0; row < rows; row++) {
      for (int lag = 0; lag < lags; lag++) {
        places[row * lags + lag] = (long) row + lags - 1 - lag;
      }
    }
    String all = graph.wholeMatrix("before_" + lags, lags, places);
    String some = graph.apply("Slice", all, graph.longs(0), height(behind), graph.longs(0));
    return graph.gathered(matrix, some);
  }

  /**
   * Of each step the weighted sum of the rows up to its own.
   *
   * @param weights k, oldest first
   * @param matrix float {@code [(k - 1 + t) × n]}
   * @return float {@code [t × n]}
   */
  public String sliding(String name, double[] weights, String matrix) {
    int columns = weights.length - 1 + most;
    double[] band = new double[most * columns];
    for (int step = 0; step < most; step++) {
      System.arraycopy(weights, 0, band, step * columns + step, weights.length);
    }
    String all = graph.matrix(name, columns, band);
    String height = height(matrix);
    String steps = graph.apply("Sub", height, graph.longs(weights.length - 1));
    String ends = graph.below(steps, height);
    String some = graph.apply("Slice", all, graph.longs(0, 0), ends, graph.longs(0, 1));
    return graph.apply("MatMul", some, matrix);
  }

  /** How many rows a matrix has, as a vector of one. */
  private String height(String matrix) {
    return graph.apply(
        "Slice", graph.apply("Shape", matrix), graph.longs(0), graph.longs(1), graph.longs(0));
  }
}
