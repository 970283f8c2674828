package dev.tocsin.push.series.wire;

import dev.tocsin.series.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A write request of remote write 1.0 being written: one {@code TimeSeries} with one sample for
 * each sample added, in that order. Not thread-safe.
 *
 * <p>A series of several times stands there several times. So a request can be cut between any two
 * samples, by their time.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec/">Remote write 1.0</a>
 */
public final class WriteRequest {
  /** {@code WriteRequest.timeseries}, a message. */
  public static final int TIME_SERIES_TAG = tag(1, 2);

  private static final int LABELS_TAG = tag(1, 2);
  private static final int NAME_TAG = tag(1, 2);
  private static final int LABEL_VALUE_TAG = tag(2, 2);
  private static final int SAMPLES_TAG = tag(2, 2);
  private static final int SAMPLE_VALUE_TAG = tag(1, 1);
  private static final int TIMESTAMP_TAG = tag(2, 0);

  private final ByteSink request = new ByteSink(1 << 14);
  private final ByteSink series = new ByteSink(512);
  private final ByteSink part = new ByteSink(128);
  private int samples;

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  /** Adds a sample. */
  public void add(Sample sample) {
    series.clear();
    inByteOrder(sample.labels()).forEach(this::label);
    part.clear();
    part.varint(SAMPLE_VALUE_TAG);
    part.fixed64(Double.doubleToRawLongBits(sample.value()));
    part.varint(TIMESTAMP_TAG);
    part.varint(sample.timeMillis());
    series.varint(SAMPLES_TAG);
    series.block(part);
    request.varint(TIME_SERIES_TAG);
    request.block(series);
    samples++;
  }

  private void label(Label label) {
    part.clear();
    part.varint(NAME_TAG);
    part.block(label.name, label.name.length);
    part.varint(LABEL_VALUE_TAG);
    part.block(label.value, label.value.length);
    series.varint(LABELS_TAG);
    series.block(part);
  }

  /** Receivers compare names as bytes of UTF-8, whose order is not that of Java's strings. */
  private static List<Label> inByteOrder(Labels labels) {
    List<Label> sorted = new ArrayList<>(labels.size());
    labels.forEach((name, value) -> sorted.add(new Label(utf8(name), utf8(value))));
    sorted.sort((one, other) -> Arrays.compareUnsigned(one.name, other.name));
    return sorted;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** How many samples were added. */
  public int samples() {
    return samples;
  }

  /** How many bytes they take. */
  public int size() {
    return request.size();
  }

  /** Sees the request, until more is added. */
  public ByteBuffer view() {
    return request.view();
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
