package dev.tocsin.push.series.wire;

import dev.tocsin.series.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A series to be written; its labels are encoded once for all of its samples. Not thread-safe. */
public final class WrittenSeries {
  private static final int LABELS_TAG = WriteRequest.tag(1, 2);
  private static final int NAME_TAG = WriteRequest.tag(1, 2);
  private static final int VALUE_TAG = WriteRequest.tag(2, 2);

  private final Labels labels;

  /** Empty until they are asked for. */
  private byte[] encoded = {};

  /** The series of these labels, name included. */
  public WrittenSeries(Labels labels) {
    this.labels = labels;
  }

  /** Its labels, name included. */
  public Labels labels() {
    return labels;
  }

  /** Its labels as fields of a {@code TimeSeries}; not to be changed. */
  byte[] encoded() {
    if (encoded.length == 0) {
      ByteSink fields = new ByteSink(256);
      ByteSink field = new ByteSink(64);
      for (Label label : inByteOrder()) {
        field.clear();
        field.varint(NAME_TAG);
        field.block(label.name);
        field.varint(VALUE_TAG);
        field.block(label.value);
        fields.varint(LABELS_TAG);
        fields.block(field);
      }
      encoded = fields.copy();
    }
    return encoded;
  }

  /** Receivers compare names as bytes of UTF-8, whose order is not that of Java's strings. */
  private List<Label> inByteOrder() {
    List<Label> sorted = new ArrayList<>(labels.size());
    labels.forEach((name, value) -> sorted.add(new Label(utf8(name), utf8(value))));
    sorted.sort((one, other) -> Arrays.compareUnsigned(one.name, other.name));
    return sorted;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Label {
    private final byte[] name;
    private final byte[] value;

    Label(byte[] name, byte[] value) {
      this.name = name;
      this.value = value;
    }
  }
}
