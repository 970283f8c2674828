package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Decodes the answer of remote read in frames of chunks ({@code STREAMED_XOR_CHUNKS}) while it
 * streams in.
 *
 * <p>Nothing is presumed of the chunks: they may begin before the range and end after it, overlap,
 * and go on in the next frame under the same labels. The messages are {@code ChunkedReadResponse}
 * and what it holds in https://github.com/prometheus/prometheus/blob/main/prompb/remote.proto and
 * types.proto.
 */
public final class ChunkStreamDecoder {
  private static final int SERIES = 1;
  private static final int QUERY_INDEX = 2;
  private static final int LABELS = 1;
  private static final int CHUNKS = 2;
  private static final int MIN_TIME = 1;
  private static final int TYPE = 3;
  private static final int DATA = 4;

  private static final int XOR = 1;
  private static final int HISTOGRAM = 2;
  private static final int FLOAT_HISTOGRAM = 3;

  private final FrameStream frames;
  private final RemoteSeries current;
  private final SeriesLabels labels = new SeriesLabels();
  private final ProtoReader ofFrame = new ProtoReader();
  private final ProtoReader ofSeries = new ProtoReader();
  private final ProtoReader within = new ProtoReader();
  private final XorChunk xor = new XorChunk();

  private ChunkStreamDecoder(FrameStream frames, RemoteSeries current) {
    this.frames = frames;
    this.current = current;
  }

  /**
   * Reads an answer to its end, into {@code writer}.
   *
   * @param queries what was asked
   * @param maxAgeMillis how old a sample may be, inclusive, at the time it stands for
   * @throws UnfamiliarException if the answer is of a kind not known here
   * @throws SourceException if it is damaged, ends too early, or is larger than the writer takes
   * @throws IOException if {@code in} throws it
   */
  public static void decode(
      InputStream in, List<RemoteQuery> queries, long maxAgeMillis, MatrixWriter writer)
      throws IOException {
    RemoteSeries current = new RemoteSeries(writer, queries, maxAgeMillis);
    FrameStream frames = new FrameStream(in);
    ChunkStreamDecoder decoder = new ChunkStreamDecoder(frames, current);
    while (frames.next()) {
      decoder.frame();
    }
    current.end();
  }

  private void frame() {
    Map<String, String> added = current.added(queryIndex());
    ofFrame.over(frames.bytes(), frames.from(), frames.to());
    while (ofFrame.next()) {
      if (ofFrame.is(SERIES, ProtoReader.BYTES)) {
        series(ofFrame.enter(ofSeries), added);
      } else {
        ofFrame.skip();
      }
    }
  }

  /** It stands after the series, but says what their labels mean. */
  private long queryIndex() {
    long index = 0;
    ofFrame.over(frames.bytes(), frames.from(), frames.to());
    while (ofFrame.next()) {
      if (ofFrame.is(QUERY_INDEX, ProtoReader.VARINT)) {
        index = ofFrame.varint();
      } else {
        ofFrame.skip();
      }
    }
    return index;
  }

  private void series(ProtoReader message, Map<String, String> added) {
    labels.begin();
    int rest = readLabels(message, added);
    current.begin(labels.labels());
    message.over(frames.bytes(), rest, message.position());
    while (message.next()) {
      if (message.is(CHUNKS, ProtoReader.BYTES)) {
        chunk(message.enter(within));
      } else {
        message.skip();
      }
    }
  }

  /** Goes to the message's end; returns where the labels end that it begins with, mostly all. */
  private int readLabels(ProtoReader message, Map<String, String> added) {
    int rest = Integer.MAX_VALUE;
    for (int at = message.position(); message.next(); at = message.position()) {
      if (message.is(LABELS, ProtoReader.BYTES)) {
        labels.add(message.enter(within), added);
      } else {
        rest = Math.min(rest, at);
        message.skip();
      }
    }
    return Math.min(rest, message.position());
  }

  private void chunk(ProtoReader message) {
    long minMillis = 0;
    long type = 0;
    int dataEnd = message.position();
    int dataLength = 0;
    while (message.next()) {
      if (message.is(MIN_TIME, ProtoReader.VARINT)) {
        minMillis = message.varint();
      } else if (message.is(TYPE, ProtoReader.VARINT)) {
        type = message.varint();
      } else if (message.is(DATA, ProtoReader.BYTES)) {
        dataLength = message.bytes();
        dataEnd = message.position();
      } else {
        message.skip();
      }
    }
    if (type == XOR) {
      int count = xor.decode(frames.bytes(), dataEnd - dataLength, dataEnd);
      current.row().addAll(xor.millis(), xor.bits(), count);
      current.count(count);
    } else if (type == HISTOGRAM || type == FLOAT_HISTOGRAM) {
      current.histogram(minMillis);
    } else {
      throw new UnfamiliarException("a chunk of encoding " + type + ", expected 1 to 3");
    }
  }
}
