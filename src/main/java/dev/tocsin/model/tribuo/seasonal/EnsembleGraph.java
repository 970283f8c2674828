package dev.tocsin.model.tribuo.seasonal;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Shape;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.tribuo.graph.GraphBuilder;
import dev.tocsin.model.tribuo.graph.GraphFile;
import dev.tocsin.model.tribuo.graph.StretchNodes;
import dev.tocsin.model.tribuo.graph.TailNodes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The graph of the ensemble, one for all series; {@code docs/MODEL.md} tells it line by line.
 *
 * <p>Double until values are normalised, then float: a gauge of 1e12 ± 1e4 has no noise left in
 * float. Inside, steps are rows and series are columns: what differs by series is then a vector
 * that goes with every row, and each operator runs over long stretches of memory.
 */
final class EnsembleGraph {
  /** Input {@code [n]}, from the series: the median of its residuals. */
  static final String CENTER = "center";

  /** Input {@code [n × 9]}, from the series: weights of the lags, newest first, and intercept. */
  static final String WEIGHTS = "weights";

  /** Input {@code [n]}, from the series: spread of what the autoregression errs, in scales. */
  static final String SPREAD = "spread";

  /** Input {@code [n]}, from the series: how far the usual band reaches, in the unit of y. */
  static final String HALF_WIDTH = "half_width";

  private static final int STREAMS = Stream.ALL.size();

  private final String kind;
  private final Shape shape;
  private final Threshold threshold;
  private final GraphBuilder graph = new GraphBuilder();
  private final StretchNodes stretch = new StretchNodes(graph, Ensemble.STRETCH);

  /**
   * A graph.
   *
   * @param threshold from which a step is anomalous
   */
  EnsembleGraph(String kind, Shape shape, Threshold threshold) {
    this.kind = kind;
    this.shape = shape;
    this.threshold = threshold;
  }

  OnnxGraph write() {
    String y = stretch.steps(DetectorContract.Y);
    String values = stretch.around(DetectorContract.VALUES);
    String seasonal = stretch.aroundForAll(DetectorContract.SEASONAL);
    String center = graph.input(CENTER, 1);
    String scale = graph.input(DetectorContract.SCALE, 1);
    String residual = graph.apply("Sub", values, seasonal);
    String normal = transposedFloats(graph.standardised(residual, center, scale));
    String levels = graph.rowsFrom(normal, Ensemble.LAGS);
    Forecasts forecasts = forecasts(normal, levels);
    String level = graph.columnsFrom(seasonal, Ensemble.WINDOW);
    String target = inRows(graph.rowsFrom(forecasts.values(), Ensemble.KERNEL - 1));
    String step = graph.apply("Mul", target, graph.column(scale));
    String yhat = graph.apply("Add", graph.apply("Add", level, graph.column(center)), step);
    String nats = nats(streams(levels, forecasts.errors()));
    String squares = graph.apply("Mul", nats, nats);
    String sum = graph.sumOfMiddle(squares);
    String fused = inRows(graph.apply("Sqrt", sum));
    judge(y, yhat, fused, graph.column(graph.apply("Mul", scale, forecasts.spread())));
    shares(squares, sum);
    return GraphFile.write(kind, shape, graph.build("tocsin-" + kind), metadata());
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>(threshold.metadata());
    String streams = Stream.ALL.stream().map(Stream::label).collect(Collectors.joining(","));
    metadata.put(DetectorContract.STREAMS_KEY, streams);
    metadata.put(DetectorContract.LAGS_KEY, Integer.toString(Ensemble.LAGS));
    metadata.put(DetectorContract.STRETCH_KEY, Integer.toString(Ensemble.STRETCH));
    return metadata;
  }

  /**
   * What the autoregression makes of the steps, and of those that streams look back at.
   *
   * @param values normalised, float {@code [(47 + t) × n]}
   * @param errors in its spreads, float {@code [(47 + t) × n]}
   * @param spread double {@code [n]}
   */
  private record Forecasts(String values, String errors, String spread) {}

  private Forecasts forecasts(String normal, String levels) {
    String clipped = clip(normal, Ensemble.CLIP);
    List<String> weights =
        graph.split(transposedFloats(graph.input(WEIGHTS, Ensemble.LAGS + 1)), Ensemble.LAGS, 1);
    String before = stretch.before(clipped, levels, Ensemble.LAGS, Ensemble.KERNEL - 1);
    String weighted = graph.sumOfMiddle(graph.apply("Mul", before, weights.get(0)));
    String sum = graph.apply("Add", weighted, weights.get(1));
    String spread = graph.input(SPREAD, 1);
    String perSpread = graph.apply("Div", graph.scalar(1), graph.cast(spread, DataType.FLOAT));
    String errors = graph.apply("Mul", graph.apply("Sub", levels, sum), perSpread);
    return new Forecasts(sum, errors, spread);
  }

  private String transposedFloats(String matrix) {
    return graph.transposed(graph.cast(matrix, DataType.FLOAT));
  }

  /** Floats {@code [t × n]} as doubles {@code [n × t]}. */
  private String inRows(String matrix) {
    return graph.cast(graph.transposed(matrix), DataType.DOUBLE);
  }

  private String clip(String value, double bound) {
    return graph.clip(value, graph.scalar(-bound), graph.scalar(bound));
  }

  /**
   * The streams' values, float {@code [t × 5 × n]}. A novelty too large for a float is infinite.
   */
  private String streams(String levels, String errors) {
    String all = transposedFloats(stretch.aroundForAll(DetectorContract.PRESENT));
    String present = graph.rowsFrom(all, Ensemble.LAGS);
    int first = Ensemble.KERNEL - Ensemble.ENERGY_SPAN;
    String recent = clip(graph.rowsFrom(errors, first), Ensemble.CLIP);
    String counted = graph.apply("Mul", recent, graph.rowsFrom(present, first));
    String squares = graph.apply("Mul", counted, counted);
    String streams =
        graph.layered(
            smoothed(errors, present),
            smoothed(levels, present),
            graph.apply("Sqrt", stretch.sliding("mean", mean(), squares)),
            transposedFloats(stretch.steps(DetectorContract.NOVELTY)),
            transposedFloats(stretch.steps(DetectorContract.RESIDUAL_NOVELTY)));
    return graph.apply("Min", graph.apply("Abs", streams), graph.scalar(Tail.MOST));
  }

  private String smoothed(String values, String present) {
    double[] oldestFirst = new double[Ensemble.KERNEL];
    double[] kernel = Ensemble.kernel();
    for (int j = 0; j < kernel.length; j++) {
      oldestFirst[kernel.length - 1 - j] = kernel[j];
    }
    String counted = graph.apply("Mul", clip(values, Ensemble.SMOOTH_CLIP), present);
    return stretch.sliding("kernel", oldestFirst, counted);
  }

  private static double[] mean() {
    double[] equal = new double[Ensemble.ENERGY_SPAN];
    Arrays.fill(equal, 1.0 / Ensemble.ENERGY_SPAN);
    return equal;
  }

  /** Weighted nats of the streams, in those of the threshold, float {@code [t × 5 × n]}. */
  private String nats(String streams) {
    String tails = transposedFloats(graph.input(DetectorContract.TAILS, TailTensor.width(STREAMS)));
    List<String> numbers = graph.split(tails, STREAMS, STREAMS, STREAMS);
    TailNodes ofStreams = new TailNodes(numbers.get(0), numbers.get(1), numbers.get(2));
    double[] weights =
        Stream.ALL.stream().mapToDouble(stream -> stream.weight() / threshold.nats()).toArray();
    return graph.apply(
        "Mul",
        ofStreams.of(graph, streams, graph::scalar),
        graph.matrix("stream_weights", 1, weights));
  }

  private void judge(String y, String yhat, String fused, String spread) {
    String one = graph.doubleScalar(1);
    String deviation = graph.apply("Sub", y, yhat);
    String distance = graph.apply("Abs", deviation);
    String near =
        graph.apply(
            "Div", distance, graph.apply("Mul", spread, graph.doubleScalar(Ensemble.DAMPING)));
    String score = graph.apply("Mul", fused, graph.apply("Min", near, one));
    String usual = graph.column(graph.input(HALF_WIDTH, 1));
    String reach = reach(distance, score, usual);
    String isAbove = graph.apply("Greater", deviation, graph.doubleScalar(0));
    String below = graph.apply("Where", isAbove, usual, reach);
    String above = graph.apply("Where", isAbove, reach, usual);
    stretch.output(DetectorContract.YHAT, yhat);
    stretch.output(DetectorContract.YHAT_LOWER, graph.apply("Sub", yhat, below));
    stretch.output(DetectorContract.YHAT_UPPER, graph.apply("Add", yhat, above));
    stretch.output(DetectorContract.ANOMALY_SCORE, score);
  }

  /**
   * How far the band reaches on y's side: as usual, but not beyond an anomalous y, and beyond one
   * that is not.
   */
  private String reach(String distance, String score, String usual) {
    String some = graph.apply("Max", score, graph.doubleScalar(Ensemble.LEAST_SCORE));
    String one = graph.doubleScalar(1);
    String told = graph.apply("Div", distance, some);
    String drawnIn = graph.apply("Min", usual, told);
    String drawnOut = graph.apply("Where", graph.apply("Less", distance, usual), usual, told);
    String isAnomalous = graph.apply("GreaterOrEqual", score, one);
    return graph.apply("Where", isAnomalous, drawnIn, drawnOut);
  }

  private void shares(String squares, String sum) {
    String divisor = graph.apply("Max", sum, graph.scalar(Float.MIN_NORMAL));
    String shares = graph.apply("Div", squares, graph.layered(divisor));
    String inRows = graph.cast(graph.lastInFront(shares), DataType.DOUBLE);
    stretch.output(DetectorContract.STREAM_SHARES, STREAMS, inRows);
  }
}
