package dev.tocsin.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Loads a server by remote write, with any bits of a value: one request of many series.
 *
 * <p>Samples of a series must ascend in time from request to request.
 */
public final class RemoteWriter {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int HISTOGRAMS = 4;
  private static final int MAX_LITERAL = 1 << 16;

  private final URI uri;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private final ByteArrayOutputStream series = new ByteArrayOutputStream();

  /** A writer to the server at this URL, path prefix included. */
  public RemoteWriter(URI server) {
    this.uri = URI.create(server.toString().replaceAll("/$", "") + "/api/v1/write");
  }

  /** Begins a series of alternating label names and values. */
  public RemoteWriter series(String... namesAndValues) {
    endSeries();
    TreeMap<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      sorted.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    sorted.forEach(
        (name, value) -> {
          ByteArrayOutputStream label = new ByteArrayOutputStream();
          bytes(label, 1, name.getBytes(StandardCharsets.UTF_8));
          bytes(label, 2, value.getBytes(StandardCharsets.UTF_8));
          bytes(series, LABELS, label.toByteArray());
        });
    return this;
  }

  /** Adds a sample to the series begun. */
  public RemoteWriter sample(long timeMillis, double value) {
    return sampleBits(timeMillis, Double.doubleToRawLongBits(value));
  }

  /** Adds a sample whose value has these bits, such as those of a stale marker. */
  public RemoteWriter sampleBits(long timeMillis, long valueBits) {
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    fixed64(sample, 1, valueBits);
    varint(sample, 2 << 3);
    varint(sample, timeMillis);
    bytes(series, SAMPLES, sample.toByteArray());
    return this;
  }

  /** Adds a native histogram with one observation near 1 to the series begun. */
  public RemoteWriter histogram(long timeMillis) {
    ByteArrayOutputStream span = new ByteArrayOutputStream();
    varint(span, 2 << 3);
    varint(span, 1);
    ByteArrayOutputStream histogram = new ByteArrayOutputStream();
    varint(histogram, 1 << 3);
    varint(histogram, 1);
    fixed64(histogram, 3, Double.doubleToRawLongBits(1.0));
    fixed64(histogram, 5, Double.doubleToRawLongBits(1e-128));
    bytes(histogram, 11, span.toByteArray());
    bytes(histogram, 12, new byte[] {2});
    varint(histogram, 15 << 3);
    varint(histogram, timeMillis);
    bytes(series, HISTOGRAMS, histogram.toByteArray());
    return this;
  }

  /**
   * Sends all series begun so far, and forgets them.
   *
   * @throws IllegalStateException with what the server says if it refuses
   */
  public RemoteWriter send() {
    endSeries();
    HttpRequest post =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(snappy(request.toByteArray())))
            .build();
    request.reset();
    try {
      HttpResponse<String> answer = HTTP.send(post, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void endSeries() {
    if (series.size() > 0) {
      bytes(request, SERIES, series.toByteArray());
      series.reset();
    }
  }

  private static byte[] snappy(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, bytes.length);
    for (int from = 0; from < bytes.length; from += MAX_LITERAL) {
      int length = Math.min(MAX_LITERAL, bytes.length - from);
      out.write(61 << 2);
      out.write(length - 1);
      out.write((length - 1) >>> 8);
      out.write(bytes, from, length);
    }
    return out.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
    varint(out, (field << 3) | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void fixed64(ByteArrayOutputStream out, int field, long value) {
    varint(out, (field << 3) | 1);
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
