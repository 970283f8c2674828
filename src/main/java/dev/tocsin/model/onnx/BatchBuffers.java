package dev.tocsin.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The direct buffers ONNX Runtime reads from and writes to, for a bounded number of rows. */
final class BatchBuffers {
  /** Beyond this, larger calls are no faster: inputs leave the cache. */
  private static final int MAX_ROWS = 8192;

  /** A megabyte: beyond it, what the operators hand on to each other leaves the cache too. */
  private static final int MAX_INPUT_DOUBLES = 1 << 17;

  private final GraphSignature signature;
  private final int capacity;
  private final Map<String, DoubleBuffer> inputBuffers = new HashMap<>();
  private final Map<String, DoubleBuffer> outputBuffers = new HashMap<>();
  private final List<Gathered> gathered = new ArrayList<>();
  private final Map<String, MostlyUsual> mostlyUsual = new HashMap<>();
  private final @Nullable DoubleBuffer window;
  private final @Nullable DoubleBuffer values;
  private final @Nullable MostlyUsual seasonal;
  private final @Nullable MostlyUsual present;
  private final @Nullable DoubleBuffer novelty;
  private final @Nullable DoubleBuffer residualNovelty;
  private final DoubleBuffer y;

  /** Which result each step of each row will have, row after row. */
  private final int[] results;

  private final int steps;
  private int rows;

  private record Gathered(SeriesTensor source, DoubleBuffer target) {}

  /**
   * Buffers for rows of {@code steps} steps each.
   *
   * @param expectedRows how many rows are likely; there is no more room than that
   */
  BatchBuffers(GraphSignature signature, SeriesParameters series, int steps, int expectedRows) {
    this.signature = signature;
    this.steps = steps;
    int bound = Math.max(1, Math.min(MAX_ROWS / steps, MAX_INPUT_DOUBLES / usualDoubles()));
    this.capacity = Math.max(1, Math.min(expectedRows, bound));
    this.results = new int[capacity * steps];
    this.window = optional(DetectorContract.WINDOW);
    this.values = optional(DetectorContract.VALUES);
    this.y = input(DetectorContract.Y);
    this.seasonal = mostly(0, DetectorContract.SEASONAL);
    this.present = mostly(1, DetectorContract.PRESENT);
    this.novelty = optional(DetectorContract.NOVELTY);
    this.residualNovelty = optional(DetectorContract.RESIDUAL_NOVELTY);
    for (String name : signature.ofSeries()) {
      gathered.add(new Gathered(source(series, name), input(name)));
    }
    signature.outputs().forEach(name -> outputBuffers.put(name, direct(capacity * steps)));
    if (!signature.streams().isEmpty()) {
      outputBuffers.put(
          DetectorContract.STREAM_SHARES, direct(capacity * steps * signature.streams().size()));
    }
  }

  /** How many numbers a row mostly is told in. */
  private int usualDoubles() {
    Set<String> names = new HashSet<>(signature.inputs());
    names.removeAll(signature.forAll());
    return names.stream().mapToInt(name -> signature.width(name, steps)).sum();
  }

  private @Nullable DoubleBuffer optional(String name) {
    return signature.asks(name) ? input(name) : null;
  }

  private @Nullable MostlyUsual mostly(double usual, String name) {
    if (!signature.asks(name)) {
      return null;
    }
    int width = signature.width(name, steps);
    boolean isForAll = signature.forAll().contains(name);
    MostlyUsual rowsOfInput = new MostlyUsual(input(name), width, usual, isForAll);
    mostlyUsual.put(name, rowsOfInput);
    return rowsOfInput;
  }

  private DoubleBuffer input(String name) {
    DoubleBuffer buffer = direct(capacity * signature.width(name, steps));
    inputBuffers.put(name, buffer);
    return buffer;
  }

  private static DoubleBuffer direct(int doubles) {
    return ByteBuffer.allocateDirect(doubles * Double.BYTES)
        .order(ByteOrder.nativeOrder())
        .asDoubleBuffer();
  }

  private SeriesTensor source(SeriesParameters series, String name) {
    if (!series.has(name)) {
      throw mismatch(name, "no tensor of this name among " + series.names());
    }
    SeriesTensor tensor = series.tensor(name);
    if (tensor.width() != signature.width(name, steps)) {
      throw mismatch(name, "a tensor of width " + tensor.width());
    }
    return tensor;
  }

  private DetectorException mismatch(String name, String met) {
    return new DetectorException(
        DetectorException.Kind.CONTRACT,
        "the series have "
            + met
            + ", expected width "
            + signature.width(name, steps)
            + " for input "
            + name
            + " of the graph");
  }

  /** Appends a row of a series; there must be room. */
  void append(Stretch row, int series) {
    if (window != null) {
      window.put(row.values, 0, row.window());
    }
    if (values != null) {
      values.put(row.values);
    }
    y.put(row.values, row.window(), steps);
    if (seasonal != null) {
      putLevels(seasonal, row);
    }
    if (present != null) {
      putPresence(present, row);
    }
    if (novelty != null) {
      novelty.put(row.novelty);
    }
    if (residualNovelty != null) {
      residualNovelty.put(row.residualNovelty);
    }
    for (int i = 0; i < gathered.size(); i++) {
      gathered.get(i).source().copyRow(series, gathered.get(i).target());
    }
    System.arraycopy(row.results, 0, results, rows * steps, steps);
    rows++;
  }

  private void putLevels(MostlyUsual levels, Stretch row) {
    if (row.hasLevels) {
      levels.put(rows, row.seasonal);
    } else {
      levels.putUsual(rows);
    }
  }

  private void putPresence(MostlyUsual presence, Stretch row) {
    if (row.isWhole) {
      presence.putUsual(rows);
    } else {
      presence.put(rows, row.present);
    }
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** How many steps the rows have. */
  int size() {
    return rows * steps;
  }

  /** Which result the i-th of all steps will have, or {@link Stretch#NO_RESULT}. */
  int result(int i) {
    return results[i];
  }

  boolean isFull() {
    return rows == capacity;
  }

  void clear() {
    inputBuffers.values().forEach(DoubleBuffer::clear);
    outputBuffers.values().forEach(DoubleBuffer::clear);
    mostlyUsual.values().forEach(MostlyUsual::clear);
    rows = 0;
  }

  DoubleBuffer output(String name) {
    DoubleBuffer buffer = outputBuffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException("no output " + name);
    }
    return buffer;
  }

  /** Runs the graph on the appended rows, of which there is at least one. */
  void run(OnnxDetector detector) {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    Map<String, OnnxTensor> outputs = new HashMap<>();
    try {
      for (Map.Entry<String, DoubleBuffer> input : inputBuffers.entrySet()) {
        String name = input.getKey();
        tensors.put(name, tensor(detector.environment(), input.getValue(), shape(name)));
      }
      for (Map.Entry<String, DoubleBuffer> output : outputBuffers.entrySet()) {
        long[] shape = signature.outputShape(output.getKey(), rows, steps);
        outputs.put(output.getKey(), tensor(detector.environment(), output.getValue(), shape));
      }
      detector.run(tensors, outputs);
    } catch (OrtException e) {
      throw new DetectorException(
          DetectorException.Kind.RUNTIME,
          "ONNX Runtime does not take a batch of " + rows + " rows: " + e.getMessage(),
          e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }

  private long[] shape(String input) {
    MostlyUsual mostly = mostlyUsual.get(input);
    int told = mostly == null ? rows : mostly.toldRows(rows);
    return signature.inputShape(input, told, steps);
  }

  /** A tensor over the buffer from its start: ONNX Runtime takes position to limit. */
  private static OnnxTensor tensor(OrtEnvironment environment, DoubleBuffer buffer, long[] shape)
      throws OrtException {
    int size = 1;
    for (long dimension : shape) {
      size = Math.toIntExact(size * dimension);
    }
    buffer.limit(size).rewind();
    return OnnxTensor.createTensor(environment, buffer, shape);
  }
}
