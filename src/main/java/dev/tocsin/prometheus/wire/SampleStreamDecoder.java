package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Decodes the answer of remote read in one message of samples ({@code SAMPLES}), after
 * decompression, while it streams in.
 *
 * <p>The message is {@code ReadResponse} in
 * https://github.com/prometheus/prometheus/blob/main/prompb/remote.proto: results, one per query,
 * of series of labels, samples and native histograms. It may be of any size, and so may a series;
 * only labels, samples and histograms must be small.
 */
public final class SampleStreamDecoder {
  private static final int RESULTS = 1;
  private static final int SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int HISTOGRAMS = 4;
  private static final int VALUE = 1;
  private static final int TIME = 2;
  private static final int HISTOGRAM_TIME = 15;

  private final ProtoStream in;
  private final RemoteSeries current;
  private final SeriesLabels labels = new SeriesLabels();
  private final ProtoReader reader = new ProtoReader();

  private SampleStreamDecoder(ProtoStream in, RemoteSeries current) {
    this.in = in;
    this.current = current;
  }

  /**
   * Reads an answer to its end, into {@code writer}.
   *
   * @param in the decompressed body
   * @param queries what was asked
   * @param maxAgeMillis how old a sample may be, inclusive, at the time it stands for
   * @throws SourceException if it is damaged, ends too early, or is larger than the writer takes
   * @throws IOException if {@code in} throws it
   */
  public static void decode(
      InputStream in, List<RemoteQuery> queries, long maxAgeMillis, MatrixWriter writer)
      throws IOException {
    RemoteSeries current = new RemoteSeries(writer, queries, maxAgeMillis);
    new SampleStreamDecoder(new ProtoStream(in), current).results();
  }

  private void results() throws IOException {
    int index = 0;
    while (in.next(ProtoStream.STREAM_END)) {
      if (in.isMessage(RESULTS)) {
        result(in.enter(ProtoStream.STREAM_END), current.added(index++));
      } else {
        in.skip(ProtoStream.STREAM_END);
      }
    }
  }

  private void result(long end, Map<String, String> added) throws IOException {
    while (in.next(end)) {
      if (in.isMessage(SERIES)) {
        series(in.enter(end), added);
      } else {
        in.skip(end);
      }
    }
  }

  private void series(long end, Map<String, String> added) throws IOException {
    labels.begin();
    boolean begun = false;
    while (in.next(end)) {
      if (in.isMessage(LABELS)) {
        if (begun) {
          throw ProtoReader.malformed("a label after the samples of its series");
        }
        labels.add(in.small(end, reader), added);
      } else if (in.isMessage(SAMPLES)) {
        begun = begun || begin();
        sample(in.small(end, reader));
      } else if (in.isMessage(HISTOGRAMS)) {
        begun = begun || begin();
        histogram(in.small(end, reader));
      } else {
        in.skip(end);
      }
    }
    current.end();
  }

  private boolean begin() {
    current.begin(labels.labels());
    return true;
  }

  private void sample(ProtoReader message) {
    long bits = 0;
    long millis = 0;
    while (message.next()) {
      if (message.is(VALUE, ProtoReader.FIXED64)) {
        bits = message.fixed64();
      } else if (message.is(TIME, ProtoReader.VARINT)) {
        millis = message.varint();
      } else {
        message.skip();
      }
    }
    current.row().add(millis, bits);
    current.count(1);
  }

  private void histogram(ProtoReader message) {
    long millis = 0;
    while (message.next()) {
      if (message.is(HISTOGRAM_TIME, ProtoReader.VARINT)) {
        millis = message.varint();
      } else {
        message.skip();
      }
    }
    current.histogram(millis);
  }
}
