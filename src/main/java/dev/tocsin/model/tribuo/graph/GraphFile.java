package dev.tocsin.model.tribuo.graph;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.util.onnx.ONNXOperators;

/** The ONNX file of a detector's graph, with the metadata {@link DetectorContract} asks for. */
public final class GraphFile {
  /** The version of ONNX's file format that opset 13 came with. */
  private static final long IR_VERSION = 7;

  private static final String ROWS = "n";

  private GraphFile() {}

  /**
   * The file of a graph.
   *
   * @param kind the detector's kind
   * @param metadata more than what every detector has
   */
  public static OnnxGraph write(
      String kind, Shape shape, OnnxMl.GraphProto graph, Map<String, String> metadata) {
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("tocsin")
            .setDomain("dev.tocsin")
            .addOpsetImport(ONNXOperators.getOpsetProto())
            .setGraph(graph);
    Map<String, String> all = new LinkedHashMap<>();
    all.put(DetectorContract.FORMAT_VERSION_KEY, Integer.toString(DetectorContract.VERSION));
    all.put(DetectorContract.KIND_KEY, kind);
    all.put(DetectorContract.WINDOW_KEY, Integer.toString(shape.window()));
    all.put(DetectorContract.STEP_MILLIS_KEY, Long.toString(shape.stepMillis()));
    all.putAll(new TreeMap<>(metadata));
    all.forEach(
        (key, value) ->
            model.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return OnnxGraph.copyOf(model.build().toByteString().asReadOnlyByteBuffer());
  }

  /** An input or output of a detector: double, {@code [n]} or {@code [n × width]}. */
  public static OnnxMl.ValueInfoProto declared(String name, int width) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder().addDim(open(ROWS));
    return declared(name, width > 1 ? shape.addDim(fixed(width)) : shape);
  }

  /** A tensor of doubles. */
  static OnnxMl.ValueInfoProto declared(String name, OnnxMl.TensorShapeProto.Builder shape) {
    OnnxMl.TypeProto.Tensor tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(DataType.DOUBLE.getNumber())
            .setShape(shape)
            .build();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** A dimension that is known when the graph runs; those of one name are equal. */
  static OnnxMl.TensorShapeProto.Dimension open(String name) {
    return OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
  }

  /** A dimension that is always the same. */
  static OnnxMl.TensorShapeProto.Dimension fixed(int size) {
    return OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
  }
}
