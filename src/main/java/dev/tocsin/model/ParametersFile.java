package dev.tocsin.model;

import dev.tocsin.series.Labels;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file format of {@link SeriesParameters}, big-endian:
 *
 * <pre>
 * magic      8 bytes "TOCSINSP"
 * version    int32, {@link DetectorContract#VERSION}
 * strings    int32 count, then each: int32 length, UTF-8 (label names and values, each once)
 * series     int32 count, then each: int32 number of labels, then name and value: int32 string
 * tensors    int32 count, then each: int32 length, UTF-8 name; int32 width, 0 where it is ragged,
 *            followed by the width of each series, int32; the values, float64, row after row
 * </pre>
 */
public final class ParametersFile {
  private static final byte[] MAGIC = "TOCSINSP".getBytes(StandardCharsets.US_ASCII);

  private ParametersFile() {}

  /** Writes the parameters. The stream is flushed, not closed. */
  public static void write(SeriesParameters parameters, OutputStream target) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(target, 1 << 16));
    out.write(MAGIC);
    out.writeInt(DetectorContract.VERSION);
    writeSeries(parameters, out);
    out.writeInt(parameters.names().size());
    for (String name : parameters.names()) {
      writeString(name, out);
      writeTensor(parameters.tensor(name), out);
    }
    out.flush();
  }

  private static void writeSeries(SeriesParameters parameters, DataOutputStream out)
      throws IOException {
    Map<String, Integer> strings = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      parameters
          .labels(i)
          .forEach(
              (name, value) -> {
                strings.putIfAbsent(name, strings.size());
                strings.putIfAbsent(value, strings.size());
              });
    }
    out.writeInt(strings.size());
    for (String string : strings.keySet()) {
      writeString(string, out);
    }
    out.writeInt(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      Map<String, String> labels = parameters.labels(i).asMap();
      out.writeInt(labels.size());
      for (Map.Entry<String, String> label : labels.entrySet()) {
        out.writeInt(strings.getOrDefault(label.getKey(), 0));
        out.writeInt(strings.getOrDefault(label.getValue(), 0));
      }
    }
  }

  private static void writeTensor(SeriesTensor tensor, DataOutputStream out) throws IOException {
    out.writeInt(tensor.width());
    for (int row = 0; tensor.isRagged() && row < tensor.rows(); row++) {
      out.writeInt(tensor.width(row));
    }
    for (int row = 0; row < tensor.rows(); row++) {
      for (int column = 0; column < tensor.width(row); column++) {
        out.writeDouble(tensor.value(row, column));
      }
    }
  }

  private static void writeString(String string, DataOutputStream out) throws IOException {
    byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * The parameters in the bytes between position and limit.
   *
   * @throws IllegalArgumentException if they are not a whole file of this format and version
   */
  public static SeriesParameters read(ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate();
    try {
      checkHead(in);
      List<Labels> labels = readSeries(in);
      SeriesParameters parameters = new SeriesParameters(labels, readTensors(in, labels.size()));
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes after the end, expected none");
      }
      return parameters;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "the parameters end after " + bytes.remaining() + " bytes, expected more", e);
    }
  }

  private static void checkHead(ByteBuffer in) {
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("not a parameters file, expected it to begin TOCSINSP");
    }
    int version = in.getInt();
    if (version != DetectorContract.VERSION) {
      throw new IllegalArgumentException(
          "parameters of format version " + version + ", expected " + DetectorContract.VERSION);
    }
  }

  private static List<Labels> readSeries(ByteBuffer in) {
    int count = readCount(in, Integer.BYTES);
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(readString(in));
    }
    int series = readCount(in, Integer.BYTES);
    List<Labels> labels = new ArrayList<>(series);
    for (int i = 0; i < series; i++) {
      labels.add(readLabels(in, strings));
    }
    return labels;
  }

  private static Labels readLabels(ByteBuffer in, List<String> strings) {
    int count = readCount(in, 2 * Integer.BYTES);
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      labels.put(string(in.getInt(), strings), string(in.getInt(), strings));
    }
    return Labels.of(labels);
  }

  private static String string(int index, List<String> strings) {
    if (index < 0 || index >= strings.size()) {
      throw new IllegalArgumentException(
          "string " + index + " in a label, expected one of " + strings.size());
    }
    return strings.get(index);
  }

  private static Map<String, SeriesTensor> readTensors(ByteBuffer in, int series) {
    int count = readCount(in, 2 * Integer.BYTES);
    Map<String, SeriesTensor> tensors = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = readString(in);
      tensors.put(name, readTensor(name, in, series));
    }
    return tensors;
  }

  private static SeriesTensor readTensor(String name, ByteBuffer in, int series) {
    int width = in.getInt();
    if (width == SeriesTensor.RAGGED) {
      return readRagged(name, in, series);
    }
    return SeriesTensor.copyOf(width, readValues(name, in, (long) width * series));
  }

  private static SeriesTensor readRagged(String name, ByteBuffer in, int series) {
    int[] widths = new int[series];
    long size = 0;
    for (int row = 0; row < series; row++) {
      widths[row] = readCount(in, 1);
      size += widths[row];
    }
    return SeriesTensor.ragged(widths, readValues(name, in, size));
  }

  private static double[] readValues(String name, ByteBuffer in, long size) {
    if (size < 0 || size > in.remaining() / Double.BYTES) {
      throw new IllegalArgumentException(
          "tensor " + name + " of " + size + " values, expected no more than the file holds");
    }
    double[] values = new double[(int) size];
    in.asDoubleBuffer().get(values);
    in.position(in.position() + values.length * Double.BYTES);
    return values;
  }

  private static String readString(ByteBuffer in) {
    byte[] bytes = new byte[readCount(in, 1)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A count whose items, of at least {@code itemBytes} each, fit into what is left. */
  private static int readCount(ByteBuffer in, int itemBytes) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / itemBytes) {
      throw new IllegalArgumentException(
          "count of " + count + " with " + in.remaining() + " bytes left, expected fewer");
    }
    return count;
  }
}
