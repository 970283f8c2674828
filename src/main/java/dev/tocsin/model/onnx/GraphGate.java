package dev.tocsin.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.model.OnnxGraph;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a graph before ONNX Runtime, which is native code, does.
 *
 * <p>Let in are graphs of operators that compute elements from elements. What loops, branches,
 * reads files, knows strings or makes tensors larger than what went in by a number in the file is
 * not: a few bytes of it can hang the process or ask for all of its memory. The recurrent operators
 * are let in: their one known way to end the process, an empty batch, is never taken.
 */
final class GraphGate {
  /** The LSTM unrolled over the longest window has 150,000. */
  private static final int MAX_NODES = 200_000;

  private static final int MAX_ATTRIBUTE_TEXT = 1_000;
  private static final int MAX_RANK = 8;
  private static final long MAX_ELEMENTS = 16 << 20;

  /** Deeper messages than a model's own: model, graph, node, attribute, tensor, type. */
  private static final int MAX_DEPTH = 12;

  /** Versions of the file's format, and of the operators, that ONNX Runtime 1.28 knows. */
  private static final int MIN_IR = 4;

  private static final int MAX_IR = 12;
  private static final int MIN_OPSET = 7;
  private static final int MAX_OPSET = 25;

  private static final Set<String> STANDARD_DOMAINS = Set.of("", "ai.onnx");

  private static final Set<Integer> NUMBERS =
      Set.of(
          TensorProto.DataType.FLOAT.getNumber(),
          TensorProto.DataType.DOUBLE.getNumber(),
          TensorProto.DataType.INT32.getNumber(),
          TensorProto.DataType.INT64.getNumber(),
          TensorProto.DataType.BOOL.getNumber());

  private static final Set<String> OPERATORS =
      Set.of(
          ("Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool"
                  + " BatchNormalization Cast Ceil Celu Clip Concat Constant Conv Cos Cosh CumSum"
                  + " Div Elu Equal Erf Exp Flatten Floor GRU Gather GatherElements Gelu Gemm"
                  + " GlobalAveragePool GlobalMaxPool Greater GreaterOrEqual HardSigmoid HardSwish"
                  + " Identity InstanceNormalization IsInf IsNaN LSTM LayerNormalization LeakyRelu"
                  + " Less LessOrEqual Log LogSoftmax MatMul Max MaxPool Mean Min Mish Mod Mul Neg"
                  + " Not Or PRelu Pow RNN Reciprocal ReduceL1 ReduceL2 ReduceLogSum"
                  + " ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum"
                  + " ReduceSumSquare Relu Reshape Round Selu Shape Sigmoid Sign Sin Sinh Size"
                  + " Slice Softmax Softplus Softsign Split Sqrt Squeeze Sub Sum Tan Tanh"
                  + " ThresholdedRelu TopK Transpose Unsqueeze Where Xor")
              .split(" ", -1));

  private GraphGate() {}

  /**
   * Lets a graph pass.
   *
   * @throws DetectorException of kind {@code REFUSED} if it must not reach ONNX Runtime
   */
  static void check(OnnxGraph graph) {
    ModelProto model = parse(graph);
    require(
        model.getIrVersion() >= MIN_IR && model.getIrVersion() <= MAX_IR,
        "IR version " + model.getIrVersion(),
        MIN_IR + " to " + MAX_IR);
    model.getOpsetImportList().forEach(GraphGate::checkOpset);
    require(model.getOpsetImportCount() > 0, "no operator set", "one of the standard domain");
    require(model.getFunctionsCount() == 0, "functions of its own", "none");
    require(model.getTrainingInfoCount() == 0, "training info", "none");
    require(model.getUnknownFields().asMap().isEmpty(), "fields that ONNX does not have", "none");
    checkGraph(model.getGraph());
  }

  private static ModelProto parse(OnnxGraph graph) {
    CodedInputStream in = CodedInputStream.newInstance(graph.bytes());
    in.setRecursionLimit(MAX_DEPTH);
    try {
      return ModelProto.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw refused("no ONNX file (" + e.getMessage() + ")", "a model in protobuf", e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static void checkOpset(OperatorSetIdProto opset) {
    require(
        STANDARD_DOMAINS.contains(opset.getDomain()),
        "operators of domain '" + shown(opset.getDomain()) + "'",
        "the standard ones only");
    require(
        opset.getVersion() >= MIN_OPSET && opset.getVersion() <= MAX_OPSET,
        "operator set " + opset.getVersion(),
        MIN_OPSET + " to " + MAX_OPSET);
  }

  private static void checkGraph(GraphProto graph) {
    require(
        graph.getNodeCount() > 0 && graph.getNodeCount() <= MAX_NODES,
        graph.getNodeCount() + " nodes",
        "1 to " + MAX_NODES);
    require(graph.getSparseInitializerCount() == 0, "sparse initialisers", "none");
    graph.getInitializerList().forEach(GraphGate::checkTensor);
    graph.getNodeList().forEach(GraphGate::checkNode);
  }

  private static void checkNode(NodeProto node) {
    require(
        STANDARD_DOMAINS.contains(node.getDomain()) && OPERATORS.contains(node.getOpType()),
        "operator " + shown(node.getDomain() + " " + node.getOpType()),
        "one of the standard ones that are pure mathematics (docs/MODEL.md lists them)");
    node.getAttributeList().forEach(attribute -> checkAttribute(node, attribute));
  }

  private static void checkAttribute(NodeProto node, AttributeProto attribute) {
    String name = "attribute " + shown(attribute.getName()) + " of " + shown(node.getOpType());
    boolean hasGraph = attribute.hasG() || attribute.getGraphsCount() > 0;
    boolean isSparse = attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0;
    require(!hasGraph && !isSparse && !attribute.hasRefAttrName(), name, "numbers or a word");
    int text = attribute.getS().size();
    for (int i = 0; i < attribute.getStringsCount(); i++) {
      text += attribute.getStrings(i).size();
    }
    require(text <= MAX_ATTRIBUTE_TEXT, name + " with " + text + " bytes of text", "few");
    if (attribute.hasT()) {
      checkTensor(attribute.getT());
    }
    attribute.getTensorsList().forEach(GraphGate::checkTensor);
  }

  private static void checkTensor(TensorProto tensor) {
    String name = "tensor " + shown(tensor.getName());
    boolean isExternal =
        tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
            || tensor.getExternalDataCount() > 0;
    require(!isExternal, name + " whose data lies in another file", "it in this one");
    require(NUMBERS.contains(tensor.getDataType()), name + " of another type", "numbers");
    require(tensor.getDimsCount() <= MAX_RANK, name + " of rank " + tensor.getDimsCount(), "8");
    long elements = 1;
    for (long dimension : tensor.getDimsList()) {
      boolean fits = dimension >= 0 && dimension <= MAX_ELEMENTS;
      elements = fits ? elements * dimension : Long.MAX_VALUE;
      require(
          elements >= 0 && elements <= MAX_ELEMENTS,
          name + " of " + tensor.getDimsList() + " elements",
          "at most " + MAX_ELEMENTS);
    }
    require(elements == elementsIn(tensor), name + " whose data does not fill it", "it to");
  }

  private static long elementsIn(TensorProto tensor) {
    if (tensor.hasRawData()) {
      int width = width(tensor.getDataType());
      return tensor.getRawData().size() % width == 0 ? tensor.getRawData().size() / width : -1;
    }
    return (long) tensor.getFloatDataCount()
        + tensor.getDoubleDataCount()
        + tensor.getInt32DataCount()
        + tensor.getInt64DataCount();
  }

  private static int width(int type) {
    if (type == TensorProto.DataType.BOOL.getNumber()) {
      return 1;
    }
    boolean isFour =
        type == TensorProto.DataType.FLOAT.getNumber()
            || type == TensorProto.DataType.INT32.getNumber();
    return isFour ? Float.BYTES : Double.BYTES;
  }

  private static String shown(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return cut.strip().replaceAll("\\p{Cntrl}", "?");
  }

  private static void require(boolean met, String found, String expected) {
    if (!met) {
      throw refused(found, expected, null);
    }
  }

  private static DetectorException refused(
      String found, String expected, @Nullable Throwable cause) {
    return new DetectorException(
        DetectorException.Kind.REFUSED,
        String.format(
            Locale.ROOT,
            "graph with %s, expected %s: ONNX Runtime is not shown it",
            found,
            expected),
        cause);
  }
}
