package dev.tocsin.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tocsin.model.DetectorContract;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a graph asks for, checked against {@link DetectorContract}.
 *
 * @param window L
 * @param widths values a row has in each input, by the input's name
 * @param ranks 1 for {@code [n]}, 2 for {@code [n × width]}, by the input's name
 */
record GraphInputs(int window, Map<String, Integer> widths, Map<String, Integer> ranks) {
  static GraphInputs of(OrtSession session) throws OrtException {
    Map<String, Integer> widths = new TreeMap<>();
    Map<String, Integer> ranks = new TreeMap<>();
    for (NodeInfo input : session.getInputInfo().values()) {
      long[] shape = shape(input);
      widths.put(input.getName(), shape.length == 1 ? 1 : width(input.getName(), shape));
      ranks.put(input.getName(), shape.length);
    }
    checkInputs(widths);
    for (String output : DetectorContract.OUTPUTS) {
      checkOutput(output, session.getOutputInfo().get(output));
    }
    if (session.getNumOutputs() != DetectorContract.OUTPUTS.size()) {
      throw broken(
          "graph with outputs "
              + session.getOutputNames()
              + ", expected "
              + DetectorContract.OUTPUTS
              + " and no more");
    }
    return new GraphInputs(widths.getOrDefault(DetectorContract.WINDOW, 0), widths, ranks);
  }

  private static void checkInputs(Map<String, Integer> widths) {
    for (String name : new String[] {DetectorContract.WINDOW, DetectorContract.Y}) {
      if (!widths.containsKey(name)) {
        throw broken("graph with inputs " + widths.keySet() + ", expected " + name + " too");
      }
    }
    int window = widths.getOrDefault(DetectorContract.WINDOW, 0);
    int seasonal = widths.getOrDefault(DetectorContract.SEASONAL, window + 1);
    if (seasonal != window + 1) {
      throw broken(
          "input seasonal of width "
              + seasonal
              + ", expected "
              + (window + 1)
              + ": one more than the window");
    }
  }

  private static void checkOutput(String name, @Nullable NodeInfo output) {
    if (output == null || shape(output).length != 1) {
      throw broken("output " + name + " is missing or no vector, expected double [n]");
    }
  }

  private static int width(String name, long[] shape) {
    if (shape.length != 2 || shape[1] < 1 || shape[1] > Integer.MAX_VALUE) {
      throw broken(
          "input "
              + name
              + " of shape "
              + Arrays.toString(shape)
              + ", expected [n] or [n × a fixed width]");
    }
    return (int) shape[1];
  }

  private static long[] shape(NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo tensor
        && tensor.type == OnnxJavaType.DOUBLE
        && tensor.getShape().length > 0
        && tensor.getShape()[0] == -1) {
      return tensor.getShape();
    }
    throw broken(
        node.getName() + " is " + node.getInfo() + ", expected double, its first dimension open");
  }

  private static DetectorException broken(String message) {
    return new DetectorException(
        DetectorException.Kind.CONTRACT, message + " (docs/MODEL.md tells the contract)");
  }
}
