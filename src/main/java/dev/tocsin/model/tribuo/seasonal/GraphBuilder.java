package dev.tocsin.model.tribuo.seasonal;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tocsin.model.tribuo.GraphFile;
import java.util.Locale;

/** Writes a graph operator by operator; values go by their names. */
final class GraphBuilder {
  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();

  /** A double input {@code [n]}, or {@code [n × width]} where the width is above 1. */
  String input(String name, int width) {
    graph.addInput(GraphFile.declared(name, width));
    return name;
  }

  /** Makes a value an output of the same shape as an {@link #input}. */
  void output(String name, int width, String value) {
    graph.addOutput(GraphFile.declared(name, width));
    graph.addNode(node("Identity", value).addOutput(name));
  }

  /** The result of an operator. */
  String apply(String operator, String... inputs) {
    return add(node(operator, inputs));
  }

  /** The rows from (inclusive) to (exclusive) of a matrix. */
  String rows(String matrix, int from, int to) {
    return apply("Slice", matrix, longs(from), longs(to), longs(0));
  }

  /** One column of a matrix, as a vector. */
  String columnOf(String matrix, int index) {
    String chosen = constant("at_" + index, integers().addInt64Data(index));
    return add(node("Gather", matrix, chosen).addAttribute(integer("axis", 1)));
  }

  /** A matrix with rows for columns. */
  String transposed(String matrix) {
    return apply("Transpose", matrix);
  }

  /** A vector as a matrix of one column. */
  String column(String vector) {
    return apply("Unsqueeze", vector, longs(1));
  }

  /** A vector as a matrix of one row. */
  String row(String vector) {
    return apply("Unsqueeze", vector, longs(0));
  }

  /** A matrix of one row as a vector. */
  String vector(String row) {
    return apply("Squeeze", row, longs(0));
  }

  /** Matrices side by side. */
  String beside(String... matrices) {
    return add(node("Concat", matrices).addAttribute(integer("axis", 1)));
  }

  /** Matrices one below the other. */
  String below(String... matrices) {
    return add(node("Concat", matrices).addAttribute(integer("axis", 0)));
  }

  /** The sum over the rows of a matrix, as a row. */
  String sum(String matrix) {
    return apply("ReduceSum", matrix, longs(0));
  }

  /** A value in another element type. */
  String cast(String value, DataType type) {
    return add(node("Cast", value).addAttribute(integer("to", type.getNumber())));
  }

  /** A value cut below and above, by constants. */
  String clip(String value, String low, String high) {
    return apply("Clip", value, low, high);
  }

  /** A float scalar. */
  String scalar(double value) {
    return constant(
        "f" + value,
        OnnxMl.TensorProto.newBuilder()
            .setDataType(DataType.FLOAT.getNumber())
            .addFloatData((float) value));
  }

  /** A double scalar. */
  String doubleScalar(double value) {
    return constant(
        "d" + value,
        OnnxMl.TensorProto.newBuilder()
            .setDataType(DataType.DOUBLE.getNumber())
            .addDoubleData(value));
  }

  /** A float matrix, row after row. */
  String matrix(String name, int columns, double... values) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(values.length / columns)
            .addDims(columns);
    for (double value : values) {
      tensor.addFloatData((float) value);
    }
    return constant(name, tensor);
  }

  private String longs(long value) {
    return constant("i" + value, integers().addDims(1).addInt64Data(value));
  }

  private static OnnxMl.TensorProto.Builder integers() {
    return OnnxMl.TensorProto.newBuilder().setDataType(DataType.INT64.getNumber());
  }

  private String constant(String name, OnnxMl.TensorProto.Builder tensor) {
    if (graph.getInitializerList().stream().noneMatch(known -> known.getName().equals(name))) {
      graph.addInitializer(tensor.setName(name));
    }
    return name;
  }

  private OnnxMl.NodeProto.Builder node(String operator, String... inputs) {
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(operator.toLowerCase(Locale.ROOT) + "_" + graph.getNodeCount());
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  private String add(OnnxMl.NodeProto.Builder node) {
    graph.addNode(node.addOutput(node.getName()));
    return node.getName();
  }

  private static OnnxMl.AttributeProto integer(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** The graph. */
  OnnxMl.GraphProto build(String name) {
    return graph.setName(name).build();
  }
}
