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
  private static final int STEPS = Ensemble.WINDOW + 1;

  private final String kind;
  private final Shape shape;
  private final Threshold threshold;
  private final GraphBuilder graph = new GraphBuilder();

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
    String y = graph.input(DetectorContract.Y, 1);
    String values = graph.input(DetectorContract.VALUES, STEPS);
    String seasonal = graph.inputForAll(DetectorContract.SEASONAL, STEPS);
    String center = graph.input(CENTER, 1);
    String scale = graph.input(DetectorContract.SCALE, 1);
    String residual = graph.apply("Sub", values, seasonal);
    String normal = transposedFloats(graph.standardised(residual, center, scale));
    String levels = graph.rows(normal, Ensemble.LAGS, STEPS);
    Forecasts forecasts = forecasts(normal, levels);
    String level = graph.columnOf(seasonal, Ensemble.WINDOW);
    String target = graph.vector(last(forecasts.values()));
    String step = graph.apply("Mul", graph.cast(target, DataType.DOUBLE), scale);
    String yhat = graph.apply("Add", graph.apply("Add", level, center), step);
    String nats = nats(streams(levels, forecasts.errors()));
    String squares = graph.apply("Mul", nats, nats);
    String sum = graph.sum(squares);
    String fused = graph.cast(graph.vector(graph.apply("Sqrt", sum)), DataType.DOUBLE);
    judge(y, yhat, fused, graph.apply("Mul", scale, forecasts.spread()));
    shares(squares, sum);
    return GraphFile.write(kind, shape, graph.build("tocsin-" + kind), metadata());
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>(threshold.metadata());
    String streams = Stream.ALL.stream().map(Stream::label).collect(Collectors.joining(","));
    metadata.put(DetectorContract.STREAMS_KEY, streams);
    metadata.put(DetectorContract.LAGS_KEY, Integer.toString(Ensemble.LAGS));
    return metadata;
  }

  /**
   * What the autoregression makes of the last steps.
   *
   * @param values normalised, float {@code [48 × n]}
   * @param errors in its spreads, float {@code [48 × n]}
   * @param spread double {@code [n]}
   */
  private record Forecasts(String values, String errors, String spread) {}

  private Forecasts forecasts(String normal, String levels) {
    String clipped = clip(normal, Ensemble.CLIP);
    List<String> weights =
        graph.split(transposedFloats(graph.input(WEIGHTS, Ensemble.LAGS + 1)), Ensemble.LAGS, 1);
    String before = graph.before(clipped, STEPS, Ensemble.LAGS);
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

  private String clip(String value, double bound) {
    return graph.clip(value, graph.scalar(-bound), graph.scalar(bound));
  }

  private String last(String matrix) {
    return graph.rows(matrix, Ensemble.KERNEL - 1, Ensemble.KERNEL);
  }

  /** The streams' values, float {@code [5 × n]}. A novelty too large for a float is infinite. */
  private String streams(String levels, String errors) {
    String all = transposedFloats(graph.inputForAll(DetectorContract.PRESENT, STEPS));
    String present = graph.rows(all, Ensemble.LAGS, STEPS);
    String ewma = smoothed(errors, present);
    String level = smoothed(levels, present);
    int first = Ensemble.KERNEL - Ensemble.ENERGY_SPAN;
    String recent = clip(graph.rows(errors, first, Ensemble.KERNEL), Ensemble.CLIP);
    String counted = graph.apply("Mul", recent, graph.rows(present, first, Ensemble.KERNEL));
    String energy = graph.apply("Sqrt", mean(graph.apply("Mul", counted, counted)));
    String novelty = graph.row(graph.input(DetectorContract.NOVELTY, 1));
    String ofResidual = graph.row(graph.input(DetectorContract.RESIDUAL_NOVELTY, 1));
    String novelties = graph.cast(graph.below(novelty, ofResidual), DataType.FLOAT);
    String streams = graph.apply("Abs", graph.below(ewma, level, energy, novelties));
    return graph.apply("Min", streams, graph.scalar(Tail.MOST));
  }

  private String smoothed(String values, String present) {
    double[] oldestFirst = new double[Ensemble.KERNEL];
    double[] kernel = Ensemble.kernel();
    for (int j = 0; j < kernel.length; j++) {
      oldestFirst[kernel.length - 1 - j] = kernel[j];
    }
    String counted = graph.apply("Mul", clip(values, Ensemble.SMOOTH_CLIP), present);
    return graph.apply("MatMul", graph.matrix("kernel", oldestFirst.length, oldestFirst), counted);
  }

  private String mean(String values) {
    double[] equal = new double[Ensemble.ENERGY_SPAN];
    Arrays.fill(equal, 1.0 / Ensemble.ENERGY_SPAN);
    return graph.apply("MatMul", graph.matrix("mean", equal.length, equal), values);
  }

  /** Weighted nats of the streams, in those of the threshold, float {@code [5 × n]}. */
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
    String usual = graph.input(HALF_WIDTH, 1);
    String reach = reach(distance, score, usual);
    String isAbove = graph.apply("Greater", deviation, graph.doubleScalar(0));
    String below = graph.apply("Where", isAbove, usual, reach);
    String above = graph.apply("Where", isAbove, reach, usual);
    graph.output(DetectorContract.YHAT, 1, yhat);
    graph.output(DetectorContract.YHAT_LOWER, 1, graph.apply("Sub", yhat, below));
    graph.output(DetectorContract.YHAT_UPPER, 1, graph.apply("Add", yhat, above));
    graph.output(DetectorContract.ANOMALY_SCORE, 1, score);
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
    String shares = graph.apply("Div", squares, divisor);
    String inRows = graph.cast(graph.transposed(shares), DataType.DOUBLE);
    graph.output(DetectorContract.STREAM_SHARES, STREAMS, inRows);
  }
}
