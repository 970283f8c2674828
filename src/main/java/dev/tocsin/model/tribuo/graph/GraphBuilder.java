package dev.tocsin.model.tribuo.graph;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tribuo.ONNXExportable;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXPlaceholder;

/** Writes a graph operator by operator; values go by their names. */
public final class GraphBuilder {
  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();

  /** A double input {@code [n]}, or {@code [n × width]} where the width is above 1. */
  public String input(String name, int width) {
    graph.addInput(GraphFile.declared(name, width));
    return name;
  }

  /** A double input of any shape. */
  String input(String name, OnnxMl.TensorShapeProto.Builder shape) {
    graph.addInput(GraphFile.declared(name, shape));
    return name;
  }

  /** Makes a value an output of the same shape as an {@link #input}. */
  public void output(String name, int width, String value) {
    graph.addOutput(GraphFile.declared(name, width));
    graph.addNode(node("Identity", value).addOutput(name));
  }

  /** Makes a value an output of any shape. */
  void output(String name, OnnxMl.TensorShapeProto.Builder shape, String value) {
    graph.addOutput(GraphFile.declared(name, shape));
    graph.addNode(node("Identity", value).addOutput(name));
  }

  /** The result of an operator. */
  public String apply(String operator, String... inputs) {
    return add(node(operator, inputs));
  }

  /** The rows of a matrix from one on. */
  public String rowsFrom(String matrix, int from) {
    return apply("Slice", matrix, longs(from), longs(Long.MAX_VALUE), longs(0));
  }

  /** The columns of a matrix from one on. */
  public String columnsFrom(String matrix, int from) {
    return apply("Slice", matrix, longs(from), longs(Long.MAX_VALUE), longs(1));
  }

  /** A matrix in parts of so many rows, from the top. */
  public List<String> split(String matrix, long... rows) {
    OnnxMl.NodeProto.Builder node =
        node("Split", matrix, longs(rows)).addAttribute(integer("axis", 0));
    for (int part = 0; part < rows.length; part++) {
      node.addOutput(node.getName() + "_" + part);
    }
    graph.addNode(node);
    return List.copyOf(node.getOutputList());
  }

  /**
   * Each row of a double matrix less its center, over its scale: an operator made for networks,
   * which does in one pass what two of arithmetic would.
   *
   * @param center {@code [n]}
   * @param scale {@code [n]}, above 0
   */
  public String standardised(String matrix, String center, String scale) {
    String ones = apply("Div", scale, scale);
    String zeros = apply("Sub", scale, scale);
    String variance = apply("Mul", scale, scale);
    OnnxMl.NodeProto.Builder node =
        node(
                "BatchNormalization",
                apply("Unsqueeze", matrix, longs(0)),
                ones,
                zeros,
                center,
                variance)
            .addAttribute(
                OnnxMl.AttributeProto.newBuilder()
                    .setName("epsilon")
                    .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                    .setF(0));
    return apply("Squeeze", add(node), longs(0));
  }

  /** The columns from (inclusive) to (exclusive) of a matrix. */
  public String columns(String matrix, int from, int to) {
    return apply("Slice", matrix, longs(from), longs(to), longs(1));
  }

  /** One column of a matrix, as a vector. */
  public String columnOf(String matrix, int index) {
    String chosen = constant("at_" + index, tensor(DataType.INT64).addInt64Data(index));
    return add(node("Gather", matrix, chosen).addAttribute(integer("axis", 1)));
  }

  /** The rows of a matrix that a matrix of places names: {@code [places' shape × n]}. */
  String gathered(String matrix, String places) {
    return add(node("Gather", matrix, places).addAttribute(integer("axis", 0)));
  }

  /** The sum over the second of three dimensions, as a matrix of the others. */
  public String sumOfMiddle(String cube) {
    return add(node("ReduceSum", cube, longs(1)).addAttribute(integer("keepdims", 0)));
  }

  /** Matrices as the layers of a cube: {@code [rows × layers × n]}. */
  public String layered(String... matrices) {
    String[] layers =
        Arrays.stream(matrices)
            .map(matrix -> apply("Unsqueeze", matrix, longs(1)))
            .toArray(String[]::new);
    return add(node("Concat", layers).addAttribute(integer("axis", 1)));
  }

  /** A cube with its last dimension in front. */
  public String lastInFront(String cube) {
    OnnxMl.AttributeProto.Builder order =
        OnnxMl.AttributeProto.newBuilder()
            .setName("perm")
            .setType(OnnxMl.AttributeProto.AttributeType.INTS)
            .addAllInts(List.of(2L, 0L, 1L));
    return add(node("Transpose", cube).addAttribute(order));
  }

  /** A matrix with rows for columns. */
  public String transposed(String matrix) {
    return apply("Transpose", matrix);
  }

  /** A vector as a matrix of one column. */
  public String column(String vector) {
    return apply("Unsqueeze", vector, longs(1));
  }

  /** Matrices side by side. */
  public String beside(String... matrices) {
    return add(node("Concat", matrices).addAttribute(integer("axis", 1)));
  }

  /** Matrices one below the other. */
  public String below(String... matrices) {
    return add(node("Concat", matrices).addAttribute(integer("axis", 0)));
  }

  /** The sum over the columns of a matrix, as a column. */
  public String sumOfColumns(String matrix) {
    return apply("ReduceSum", matrix, longs(1));
  }

  /** {@code ReduceMin} or {@code ReduceMax} over the columns of a matrix, as a column. */
  public String extremeOfColumns(String operator, String matrix) {
    OnnxMl.AttributeProto.Builder axes =
        OnnxMl.AttributeProto.newBuilder()
            .setName("axes")
            .setType(OnnxMl.AttributeProto.AttributeType.INTS)
            .addInts(1);
    return add(node(operator, matrix).addAttribute(axes));
  }

  /** A matrix of one column as a vector. */
  public String vectorOfColumn(String column) {
    return apply("Squeeze", column, longs(1));
  }

  /** A value in another element type. */
  public String cast(String value, DataType type) {
    return add(node("Cast", value).addAttribute(integer("to", type.getNumber())));
  }

  /** A value cut below and above, by constants. */
  public String clip(String value, String low, String high) {
    return apply("Clip", value, low, high);
  }

  /** A float scalar. */
  public String scalar(double value) {
    return constant("f" + value, tensor(DataType.FLOAT).addFloatData((float) value));
  }

  /** A double scalar. */
  public String doubleScalar(double value) {
    return constant("d" + value, tensor(DataType.DOUBLE).addDoubleData(value));
  }

  /** A matrix of whole numbers, row after row. */
  String wholeMatrix(String name, int columns, long... values) {
    OnnxMl.TensorProto.Builder tensor = tensor(DataType.INT64, values.length / columns, columns);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return constant(name, tensor);
  }

  /** A float matrix, row after row. */
  public String matrix(String name, int columns, double... values) {
    OnnxMl.TensorProto.Builder tensor = tensor(DataType.FLOAT, values.length / columns, columns);
    for (double value : values) {
      tensor.addFloatData((float) value);
    }
    return constant(name, tensor);
  }

  /** A double matrix, row after row. */
  public String doubleMatrix(String name, int columns, double... values) {
    OnnxMl.TensorProto.Builder tensor = tensor(DataType.DOUBLE, values.length / columns, columns);
    for (double value : values) {
      tensor.addDoubleData(value);
    }
    return constant(name, tensor);
  }

  /**
   * What a model that Tribuo exports makes of a matrix: its own graph, with short names. Tribuo
   * names each value after all it was computed from: thousands of characters, most of the file.
   *
   * @param columns how many the matrix has
   * @param matrix float {@code [n × columns]}
   * @return float {@code [n × 1]}
   */
  public String exported(ONNXExportable model, int columns, String matrix) {
    ONNXContext context = new ONNXContext();
    ONNXPlaceholder input = context.floatInput(columns);
    model.writeONNXGraph(input).assignTo(context.floatOutput(1));
    return embedded(context.buildGraph(), matrix);
  }

  private String embedded(OnnxMl.GraphProto inner, String input) {
    Map<String, String> names = new HashMap<>();
    names.put(inner.getInput(0).getName(), input);
    for (OnnxMl.TensorProto tensor : inner.getInitializerList()) {
      names.put(tensor.getName(), constant("model_" + tensor.getName(), tensor.toBuilder()));
    }
    for (OnnxMl.NodeProto node : inner.getNodeList()) {
      String[] inputs =
          node.getInputList().stream()
              .map(name -> names.getOrDefault(name, name))
              .toArray(String[]::new);
      OnnxMl.NodeProto.Builder renamed = node(node.getOpType(), inputs);
      names.put(node.getOutput(0), add(renamed.addAllAttribute(node.getAttributeList())));
    }
    String output = inner.getOutput(0).getName();
    return names.getOrDefault(output, output);
  }

  /** A vector of whole numbers. */
  String longs(long... values) {
    OnnxMl.TensorProto.Builder tensor = tensor(DataType.INT64, values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    String name = Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("_"));
    return constant("i" + name, tensor);
  }

  private static OnnxMl.TensorProto.Builder tensor(DataType type, long... dimensions) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder().setDataType(type.getNumber());
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    return tensor;
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
  public OnnxMl.GraphProto build(String name) {
    return graph.setName(name).build();
  }
}
