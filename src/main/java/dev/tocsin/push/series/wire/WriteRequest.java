package dev.tocsin.push.series.wire;

import java.nio.ByteBuffer;

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
  private static final int TIME_SERIES_TAG = tag(1, 2);
  private static final int SAMPLES_TAG = tag(2, 2);
  private static final int SAMPLE_VALUE_TAG = tag(1, 1);
  private static final int TIMESTAMP_TAG = tag(2, 0);

  private final ByteSink request = new ByteSink(1 << 14);
  private final ByteSink series = new ByteSink(512);
  private final ByteSink part = new ByteSink(128);
  private int samples;

  /** What begins a field of this number. */
  static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  /** Adds a sample. */
  public void add(Sample sample) {
    series.clear();
    series.bytes(sample.series().encoded());
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

  /** Begins anew, in the same memory. */
  public void clear() {
    request.clear();
    samples = 0;
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
}
