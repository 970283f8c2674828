package dev.tocsin.model.tribuo;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Shape;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.calibration.Threshold;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

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
  private static final String AXIS_1 = "axis_1";

  /** The tails' numbers: those of residuals below yhat, and of those above. */
  private static final int SIDES = 2;

  private final String kind;
  private final Shape shape;
  private final Normalisation normalisation;
  private final Threshold threshold;
  private final ONNXContext context = new ONNXContext();
  private final ONNXRef<?> axis;

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
    this.axis = context.array(AXIS_1, new long[] {1});
  }

  OnnxGraph write(Forecaster forecaster) {
    int length = shape.window();
    ONNXPlaceholder window = context.floatInput(DetectorContract.WINDOW, length);
    ONNXPlaceholder seasonal = context.floatInput(DetectorContract.SEASONAL, length + 1);
    ONNXPlaceholder y = context.floatInput(DetectorContract.Y, 1);
    ONNXPlaceholder scale = context.floatInput(DetectorContract.SCALE, 1);
    ONNXRef<?> residual = residual(window, columns(seasonal, 0, length), scale);
    ONNXRef<?> step = step(residual, forecaster);
    ONNXRef<?> target = vector(columns(seasonal, length, length + 1));
    ONNXRef<?> yhat = target.apply(ONNXOperators.ADD, step.apply(ONNXOperators.MUL, scale));
    judge(y, yhat, scale);
    context.setName("tocsin-" + kind);
    return GraphFile.write(
        kind, shape, withDoubles(withShortNames(context.buildGraph())), threshold.metadata());
  }

  private ONNXRef<?> residual(ONNXRef<?> window, ONNXRef<?> levels, ONNXRef<?> scale) {
    ONNXRef<?> scales = scale.apply(ONNXOperators.UNSQUEEZE, axis);
    return window.apply(ONNXOperators.SUB, levels).apply(ONNXOperators.DIV, scales);
  }

  private ONNXRef<?> step(ONNXRef<?> residual, Forecaster forecaster) {
    int length = shape.window();
    ONNXRef<?> trust = context.floatInput(DetectorContract.TRUST, 1);
    ONNXRef<?> last = vector(columns(residual, length - 1, length));
    ONNXRef<?> change =
        switch (normalisation) {
          case LEVELS -> forecast(residual, forecaster).apply(ONNXOperators.SUB, last);
          case CHANGES ->
              forecast(
                  columns(residual, 1, length)
                      .apply(ONNXOperators.SUB, columns(residual, 0, length - 1)),
                  forecaster);
        };
    return last.apply(ONNXOperators.ADD, change.apply(ONNXOperators.MUL, trust));
  }

  private ONNXRef<?> forecast(ONNXRef<?> features, Forecaster forecaster) {
    ONNXRef<?> most = number("max_feature", normalisation.bound());
    ONNXRef<?> least = number("min_feature", -normalisation.bound());
    ONNXRef<?> bounded = features.apply(GraphOperator.MIN, most).apply(GraphOperator.MAX, least);
    ONNXNode forecast = forecaster.write(cast(bounded, DataType.FLOAT));
    return vector(cast(forecast, DataType.DOUBLE));
  }

  private void judge(ONNXRef<?> y, ONNXRef<?> yhat, ONNXRef<?> scale) {
    ONNXRef<?> below = context.floatInput(DetectorContract.LOWER, 1);
    ONNXRef<?> above = context.floatInput(DetectorContract.UPPER, 1);
    ONNXRef<?> lower = below.apply(ONNXOperators.MUL, scale);
    ONNXRef<?> upper = above.apply(ONNXOperators.MUL, scale);
    ONNXRef<?> tails = context.floatInput(DetectorContract.TAILS, TailTensor.width(SIDES));
    ONNXRef<?> over = y.apply(ONNXOperators.SUB, yhat).apply(ONNXOperators.DIV, scale);
    ONNXRef<?> under = yhat.apply(ONNXOperators.SUB, y).apply(ONNXOperators.DIV, scale);
    ONNXRef<?> nats = nats(under, tails, 0).apply(GraphOperator.MAX, nats(over, tails, 1));
    output(DetectorContract.YHAT, yhat);
    output(DetectorContract.YHAT_LOWER, yhat.apply(ONNXOperators.SUB, lower));
    output(DetectorContract.YHAT_UPPER, yhat.apply(ONNXOperators.ADD, upper));
    // A logarithm's last bits depend on where a row stands in its batch; those of a float do not.
    ONNXRef<?> score =
        cast(nats.apply(ONNXOperators.DIV, number("threshold", threshold.nats())), DataType.FLOAT);
    output(DetectorContract.ANOMALY_SCORE, cast(score, DataType.DOUBLE));
  }

  /** {@link Tail#of} of the distances on one side of yhat; 0 on the other. */
  private ONNXRef<?> nats(ONNXRef<?> signed, ONNXRef<?> tails, int side) {
    ONNXRef<?> zero = number("zero", 0);
    ONNXRef<?> one = number("one", 1);
    ONNXRef<?> start = vector(columns(tails, side, side + 1));
    ONNXRef<?> scale = vector(columns(tails, SIDES + side, SIDES + side + 1));
    ONNXRef<?> natsAtStart = vector(columns(tails, 2 * SIDES + side, 2 * SIDES + side + 1));
    ONNXRef<?> distance =
        signed.apply(GraphOperator.MAX, zero).apply(GraphOperator.MIN, number("most", Tail.MOST));
    ONNXRef<?> body =
        distance
            .apply(ONNXOperators.DIV, start)
            .apply(GraphOperator.MIN, one)
            .apply(ONNXOperators.MUL, natsAtStart);
    ONNXRef<?> growth =
        distance
            .apply(ONNXOperators.SUB, start)
            .apply(GraphOperator.MAX, zero)
            .apply(ONNXOperators.DIV, scale)
            .apply(ONNXOperators.MUL, number("shape", Tail.SHAPE));
    ONNXRef<?> beyond =
        growth
            .apply(ONNXOperators.ADD, one)
            .apply(GraphOperator.LOG)
            .apply(ONNXOperators.DIV, number("shape", Tail.SHAPE));
    return body.apply(ONNXOperators.ADD, beyond);
  }

  private ONNXRef<?> number(String name, double value) {
    return context.array(name, new double[] {value}, false);
  }

  private void output(String name, ONNXRef<?> value) {
    value.assignTo(context.floatOutput(name, 1));
  }

  private ONNXRef<?> columns(ONNXRef<?> tensor, int from, int to) {
    ONNXRef<?> starts = context.array("from_" + from, new long[] {from});
    ONNXRef<?> ends = context.array("to_" + to, new long[] {to});
    return tensor.apply(GraphOperator.SLICE, List.of(starts, ends, axis));
  }

  private ONNXRef<?> vector(ONNXRef<?> column) {
    return column.apply(GraphOperator.SQUEEZE, axis);
  }

  private static ONNXRef<?> cast(ONNXRef<?> tensor, DataType type) {
    return tensor.apply(GraphOperator.CAST, Map.of("to", type.getNumber()));
  }

  /**
   * Tribuo names each value after all it was computed from: thousands of characters, most of the
   * file, and unreadable in any viewer.
   */
  private static OnnxMl.GraphProto withShortNames(OnnxMl.GraphProto graph) {
    Map<String, String> names = new HashMap<>();
    DetectorContract.OUTPUTS.forEach(output -> names.put(output, output));
    OnnxMl.GraphProto.Builder builder = graph.toBuilder().clearNode();
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      OnnxMl.NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput();
      String name = node.getOpType().toLowerCase(Locale.ROOT) + "_" + builder.getNodeCount();
      renamed.setName(name);
      node.getInputList().forEach(input -> renamed.addInput(names.getOrDefault(input, input)));
      for (String output : node.getOutputList()) {
        String suffix = renamed.getOutputCount() == 0 ? "" : "_" + renamed.getOutputCount();
        names.putIfAbsent(output, name + suffix);
        renamed.addOutput(names.getOrDefault(output, output));
      }
      builder.addNode(renamed);
    }
    return builder.build();
  }

  /** Tribuo declares float matrices: inputs and outputs of a detector are double, some vectors. */
  private OnnxMl.GraphProto withDoubles(OnnxMl.GraphProto graph) {
    OnnxMl.GraphProto.Builder builder = graph.toBuilder().clearInput().clearOutput();
    for (OnnxMl.ValueInfoProto input : graph.getInputList()) {
      int width =
          switch (input.getName()) {
            case DetectorContract.WINDOW -> shape.window();
            case DetectorContract.SEASONAL -> shape.window() + 1;
            case DetectorContract.TAILS -> TailTensor.width(SIDES);
            default -> 1;
          };
      builder.addInput(GraphFile.declared(input.getName(), width));
    }
    graph
        .getOutputList()
        .forEach(output -> builder.addOutput(GraphFile.declared(output.getName(), 1)));
    return builder.build();
  }
}
