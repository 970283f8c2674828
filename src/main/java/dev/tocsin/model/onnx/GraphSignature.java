package dev.tocsin.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tocsin.model.DetectorContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a graph asks for and gives, checked against {@link DetectorContract}.
 *
 * @param window L
 * @param widths values a row has in each input, by the input's name; {@link #OPEN} where it is the
 *     caller's choice
 * @param ranks 1 for {@code [n]}, 2 for {@code [n × width]}, by the input's name
 * @param forAll the inputs of which one row may be that of all
 * @param outputs those of {@link DetectorContract#OUTPUTS} that it gives, in order
 * @param streams the names of the streams whose shares it gives, in order; empty if it gives none
 * @param metadata what it says of itself
 */
record GraphSignature(
    int window,
    Map<String, Integer> widths,
    Map<String, Integer> ranks,
    Set<String> forAll,
    List<String> outputs,
    List<String> streams,
    GraphMetadata metadata) {
  /** Inputs that a step has, not its series. */
  private static final Set<String> OF_STEPS =
      Set.of(
          DetectorContract.WINDOW,
          DetectorContract.VALUES,
          DetectorContract.SEASONAL,
          DetectorContract.PRESENT,
          DetectorContract.NOVELTY,
          DetectorContract.RESIDUAL_NOVELTY,
          DetectorContract.Y);

  /** Of these most rows are one and the same. */
  private static final Set<String> MAY_BE_FOR_ALL =
      Set.of(DetectorContract.SEASONAL, DetectorContract.PRESENT);

  /** Inputs that have the window and the step. */
  private static final List<String> AROUND =
      List.of(DetectorContract.VALUES, DetectorContract.SEASONAL, DetectorContract.PRESENT);

  /** A row of it is read at once: ten weeks of minutes, and a megabyte. */
  private static final int MOST_WINDOW = 100_000;

  /** A width that is left open: as many steps as a row has, or these and the window. */
  private static final int OPEN = -1;

  /** Between steps that are scored lie some that are not, and have no sample. */
  private static final List<String> NEEDED_IN_STRETCHES =
      List.of(DetectorContract.Y, DetectorContract.VALUES, DetectorContract.PRESENT);

  static GraphSignature of(OrtSession session) throws OrtException {
    Map<String, Integer> widths = new TreeMap<>();
    Map<String, Integer> ranks = new TreeMap<>();
    Map<String, String> rows = new TreeMap<>();
    for (NodeInfo input : session.getInputInfo().values()) {
      long[] shape = shape(input);
      widths.put(input.getName(), shape.length == 1 ? 1 : width(input.getName(), shape));
      ranks.put(input.getName(), shape.length);
      rows.put(input.getName(), rows(input));
    }
    Map<String, String> told = session.getMetadata().getCustomMetadata();
    boolean isOpen = widths.containsValue(OPEN) || told.containsKey(DetectorContract.STRETCH_KEY);
    int window = isOpen ? GraphMetadata.window(told) : window(widths);
    checkWindow(widths, window);
    GraphMetadata metadata = GraphMetadata.of(told, window);
    checkInputs(widths, window, metadata.stretch() > 0);
    List<String> outputs = outputs(session);
    for (String output : outputs) {
      checkOutput(output, session.getOutputInfo().get(output), metadata.stretch() > 0);
    }
    return new GraphSignature(
        window, widths, ranks, forAll(rows), outputs, streams(session, metadata), metadata);
  }

  /** L; 0 where neither input tells it. */
  private static int window(Map<String, Integer> widths) {
    int beforeY = widths.getOrDefault(DetectorContract.VALUES, 1) - 1;
    return widths.getOrDefault(DetectorContract.WINDOW, beforeY);
  }

  /** The name of the first dimension. */
  private static String rows(NodeInfo input) {
    return input.getInfo() instanceof TensorInfo tensor ? tensor.getDimensionNames()[0] : "";
  }

  private static Set<String> forAll(Map<String, String> rows) {
    Set<String> forAll = new TreeSet<>(MAY_BE_FOR_ALL);
    forAll.retainAll(rows.keySet());
    forAll.removeIf(name -> Objects.equals(rows.get(name), rows.get(DetectorContract.Y)));
    return forAll;
  }

  /** One output of a forecast asks for the others; without any there is the score alone. */
  private static List<String> outputs(OrtSession session) throws OrtException {
    return DetectorContract.FORECAST.stream().anyMatch(session.getOutputNames()::contains)
        ? DetectorContract.OUTPUTS
        : List.of(DetectorContract.ANOMALY_SCORE);
  }

  /** Whether the graph makes a forecast. */
  boolean forecasts() {
    return outputs.size() > 1;
  }

  /** Whether the graph has this input. */
  boolean asks(String input) {
    return widths.containsKey(input);
  }

  /** The names of the inputs. */
  Set<String> inputs() {
    return widths.keySet();
  }

  /** How many steps a row may have at most. */
  int mostSteps() {
    return Math.max(1, metadata.stretch());
  }

  /** How many values a row of so many steps has in an input. */
  int width(String input, int steps) {
    int width = widths.getOrDefault(input, 1);
    if (width != OPEN) {
      return width;
    }
    return AROUND.contains(input) ? window + steps : steps;
  }

  /** The shape of an input of so many rows. */
  long[] inputShape(String input, int rows, int steps) {
    return ranks.getOrDefault(input, 1) == 1
        ? new long[] {rows}
        : new long[] {rows, width(input, steps)};
  }

  /** The shape of an output of so many rows. */
  long[] outputShape(String output, int rows, int steps) {
    boolean isShares = output.equals(DetectorContract.STREAM_SHARES);
    if (metadata.stretch() > 0) {
      return isShares ? new long[] {rows, steps, streams.size()} : new long[] {rows, steps};
    }
    return isShares ? new long[] {rows, streams.size()} : new long[] {rows};
  }

  /** The inputs that are tensors of the series. */
  Set<String> ofSeries() {
    Set<String> names = new TreeSet<>(widths.keySet());
    names.removeAll(OF_STEPS);
    return names;
  }

  private static List<String> streams(OrtSession session, GraphMetadata metadata)
      throws OrtException {
    Set<String> more = new TreeSet<>(session.getOutputNames());
    DetectorContract.OUTPUTS.forEach(more::remove);
    if (more.isEmpty()) {
      return List.of();
    }
    NodeInfo shares = session.getOutputInfo().get(DetectorContract.STREAM_SHARES);
    if (shares == null || more.size() > 1) {
      throw GraphMetadata.broken(
          "graph with outputs "
              + session.getOutputNames()
              + ", expected "
              + outputs(session)
              + " and at most "
              + DetectorContract.STREAM_SHARES
              + " besides");
    }
    List<String> streams = metadata.streams();
    long[] shape = shape(shares);
    boolean isRank = shape.length == (metadata.stretch() > 0 ? 3 : 2);
    if (!isRank || shape[shape.length - 1] != streams.size()) {
      throw GraphMetadata.broken(
          "output "
              + DetectorContract.STREAM_SHARES
              + " of shape "
              + Arrays.toString(shape)
              + ", expected a column for each of "
              + streams
              + " in the metadata");
    }
    return streams;
  }

  private static void checkWindow(Map<String, Integer> widths, int window) {
    if (window < 1) {
      throw missing(widths, DetectorContract.WINDOW);
    }
    if (window < 2 || window > MOST_WINDOW) {
      throw GraphMetadata.broken(
          "graph with a window of %d steps, expected 2 to %d".formatted(window, MOST_WINDOW));
    }
  }

  private static void checkInputs(Map<String, Integer> widths, int window, boolean isStretch) {
    List<String> needed = isStretch ? NEEDED_IN_STRETCHES : List.of(DetectorContract.Y);
    for (String name : needed) {
      if (!widths.containsKey(name)) {
        throw missing(widths, name);
      }
    }
    for (String name : widths.keySet()) {
      if (OF_STEPS.contains(name)) {
        checkWidth(widths, name, isStretch ? OPEN : widthOfOneStep(name, window));
      }
    }
  }

  private static int widthOfOneStep(String name, int window) {
    if (AROUND.contains(name)) {
      return window + 1;
    }
    return name.equals(DetectorContract.WINDOW) ? window : 1;
  }

  private static void checkWidth(Map<String, Integer> widths, String name, int expected) {
    int met = widths.getOrDefault(name, expected);
    if (met != expected) {
      throw GraphMetadata.broken(
          "input %s of width %s, expected %s".formatted(name, widthText(met), widthText(expected)));
    }
  }

  private static String widthText(int width) {
    return width == OPEN ? "left open" : Integer.toString(width);
  }

  private static DetectorException missing(Map<String, Integer> widths, String name) {
    return GraphMetadata.broken(
        "graph with inputs " + widths.keySet() + ", expected " + name + " too");
  }

  private static void checkOutput(String name, @Nullable NodeInfo output, boolean isStretch) {
    if (output == null || shape(output).length != (isStretch ? 2 : 1)) {
      throw GraphMetadata.broken(
          "output %s is missing or of another shape, expected double %s"
              .formatted(name, isStretch ? "[n × t]" : "[n]"));
    }
  }

  private static int width(String name, long[] shape) {
    boolean isOpen = shape.length == 2 && shape[1] == OPEN && OF_STEPS.contains(name);
    if (!isOpen && (shape.length != 2 || shape[1] < 1 || shape[1] > Integer.MAX_VALUE)) {
      throw GraphMetadata.broken(
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
    throw GraphMetadata.broken(
        node.getName() + " is " + node.getInfo() + ", expected double, its first dimension open");
  }
}
