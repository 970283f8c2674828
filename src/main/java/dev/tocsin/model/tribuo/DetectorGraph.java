package dev.tocsin.model.tribuo;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Shape;
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
 * score    = max((y − yhat) / (scale · upper), (yhat − y) / (scale · lower))
 * </pre>
 *
 * <p>Everything outside the forecaster is double: a gauge of 1e12 ± 1e4 has no noise left in float.
 */
final class DetectorGraph {
  private static final String AXIS_1 = "axis_1";

  private final String kind;
  private final Shape shape;
  private final Normalisation normalisation;
  private final ONNXContext context = new ONNXContext();
  private final ONNXRef<?> axis;

  DetectorGraph(String kind, Shape shape, Normalisation normalisation) {
    this.kind = kind;
    this.shape = shape;
    this.normalisation = normalisation;
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
        kind, shape, withDoubles(withShortNames(context.buildGraph())), Map.of());
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
    ONNXRef<?> most = context.array("max_feature", new double[] {normalisation.bound()}, false);
    ONNXRef<?> least = context.array("min_feature", new double[] {-normalisation.bound()}, false);
    ONNXRef<?> bounded = features.apply(GraphOperator.MIN, most).apply(GraphOperator.MAX, least);
    ONNXNode forecast = forecaster.write(cast(bounded, DataType.FLOAT));
    return vector(cast(forecast, DataType.DOUBLE));
  }

  private void judge(ONNXRef<?> y, ONNXRef<?> yhat, ONNXRef<?> scale) {
    ONNXRef<?> below = context.floatInput(DetectorContract.LOWER, 1);
    ONNXRef<?> above = context.floatInput(DetectorContract.UPPER, 1);
    ONNXRef<?> lower = below.apply(ONNXOperators.MUL, scale);
    ONNXRef<?> upper = above.apply(ONNXOperators.MUL, scale);
    ONNXRef<?> over = y.apply(ONNXOperators.SUB, yhat).apply(ONNXOperators.DIV, upper);
    ONNXRef<?> under = yhat.apply(ONNXOperators.SUB, y).apply(ONNXOperators.DIV, lower);
    output(DetectorContract.YHAT, yhat);
    output(DetectorContract.YHAT_LOWER, yhat.apply(ONNXOperators.SUB, lower));
    output(DetectorContract.YHAT_UPPER, yhat.apply(ONNXOperators.ADD, upper));
    output(DetectorContract.ANOMALY_SCORE, over.apply(GraphOperator.MAX, under));
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
