package dev.tocsin.demo.recording;

import dev.tocsin.series.Labels;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the file that {@link RecordingWriter} describes and writes. */
final class RecordingReader {
  /** Bounds against a broken file, far above any recording worth embedding. */
  private static final int MOST_SERIES = 100_000;

  private static final int MOST_SAMPLES = 1_000_000;
  private static final int MOST_TEXT_BYTES = 65_536;

  private final InputStream in;

  private RecordingReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads all series.
   *
   * @throws IOException if the file is truncated or is no recording of this version
   */
  static List<RecordedSeries> read(InputStream in) throws IOException {
    try {
      return new RecordingReader(new BufferedInputStream(new GZIPInputStream(in))).file();
    } catch (IllegalArgumentException e) {
      throw new IOException("the recording is damaged: " + e.getMessage(), e);
    }
  }

  private List<RecordedSeries> file() throws IOException {
    String magic = utf8(RecordingWriter.MAGIC.length());
    if (!magic.equals(RecordingWriter.MAGIC)) {
      throw new IOException(
          "the file begins with \"%s\", expected \"%s\"; pack the recording anew"
              .formatted(magic.strip(), RecordingWriter.MAGIC.strip()));
    }
    List<Timeline> timelines = new ArrayList<>();
    for (int i = Varint.readCount(in, "timelines", MOST_SERIES); i > 0; i--) {
      timelines.add(timeline());
    }
    List<RecordedSeries> series = new ArrayList<>();
    for (int i = Varint.readCount(in, "series", MOST_SERIES); i > 0; i--) {
      series.add(series(timelines));
    }
    return series;
  }

  private Timeline timeline() throws IOException {
    long[] millis = new long[Varint.readCount(in, "times", MOST_SAMPLES)];
    long time = 0;
    long difference = 0;
    for (int i = 0; i < millis.length; i++) {
      difference += Varint.readSigned(in);
      time += difference;
      millis[i] = time;
    }
    return Timeline.of(millis);
  }

  private RecordedSeries series(List<Timeline> timelines) throws IOException {
    Labels labels = labels();
    int index = Varint.readCount(in, "as a timeline's index", timelines.size() - 1);
    Timeline timeline = timelines.get(index);
    return new RecordedSeries(labels, timeline, values(timeline.size()));
  }

  private Labels labels() throws IOException {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = Varint.readCount(in, "labels", MOST_TEXT_BYTES); i > 0; i--) {
      labels.put(text(), text());
    }
    return Labels.of(labels);
  }

  private String text() throws IOException {
    return utf8(Varint.readCount(in, "bytes of text", MOST_TEXT_BYTES));
  }

  private String utf8(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the file ends within a text; it is truncated");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private double[] values(int size) throws IOException {
    ValueCode code = ValueCode.ofId(in.read());
    double[] values = new double[size];
    long number = 0;
    for (int i = 0; i < size; i++) {
      number += Varint.readSigned(in);
      values[i] = code.decode(number);
    }
    return values;
  }
}
