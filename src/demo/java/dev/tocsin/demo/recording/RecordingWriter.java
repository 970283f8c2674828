package dev.tocsin.demo.recording;

import dev.tocsin.series.Labels;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes series to the small file that {@link RecordingReader} reads.
 *
 * <pre>
 * file     = gzip( magic, count of timelines, timeline…, count of series, series… )
 * timeline = count of times, then for each the difference to the difference before it, signed
 * series   = count of labels, (name, value)…, index of its timeline, value code (see ValueCode),
 *            then for each sample the difference of its whole number to the one before, signed
 * text     = count of bytes, UTF-8
 * </pre>
 *
 * <p>All numbers are {@link Varint}s. Times are milliseconds since the epoch.
 */
final class RecordingWriter {
  /** The first bytes of the unpacked file; the digit is the format's version. */
  static final String MAGIC = "tocsin recording 1\n";

  private final OutputStream out;

  private RecordingWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes the series and finishes the gzip stream; {@code out} stays open. */
  static void write(List<RecordedSeries> series, OutputStream out) throws IOException {
    GZIPOutputStream gzip = new SmallestGzip(out);
    OutputStream buffer = new BufferedOutputStream(gzip);
    new RecordingWriter(buffer).file(series);
    buffer.flush();
    gzip.finish();
  }

  private void file(List<RecordedSeries> series) throws IOException {
    Map<Timeline, Integer> timelines = new LinkedHashMap<>();
    series.forEach(one -> timelines.putIfAbsent(one.timeline(), timelines.size()));
    out.write(MAGIC.getBytes(StandardCharsets.UTF_8));
    Varint.writeUnsigned(out, timelines.size());
    for (Timeline timeline : timelines.keySet()) {
      times(timeline);
    }
    Varint.writeUnsigned(out, series.size());
    for (RecordedSeries one : series) {
      labels(one.labels());
      Varint.writeUnsigned(out, timelines.getOrDefault(one.timeline(), -1));
      values(one);
    }
  }

  private void times(Timeline timeline) throws IOException {
    Varint.writeUnsigned(out, timeline.size());
    long before = 0;
    long differenceBefore = 0;
    for (int i = 0; i < timeline.size(); i++) {
      long difference = timeline.millis(i) - before;
      Varint.writeSigned(out, difference - differenceBefore);
      before = timeline.millis(i);
      differenceBefore = difference;
    }
  }

  private void labels(Labels labels) throws IOException {
    Varint.writeUnsigned(out, labels.size());
    for (Map.Entry<String, String> label : labels.asMap().entrySet()) {
      text(label.getKey());
      text(label.getValue());
    }
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Varint.writeUnsigned(out, utf8.length);
    out.write(utf8);
  }

  private void values(RecordedSeries series) throws IOException {
    ValueCode code = ValueCode.keeping(series);
    out.write(code.id());
    long before = 0;
    for (int i = 0; i < series.size(); i++) {
      long number = code.encode(series.value(i));
      Varint.writeSigned(out, number - before);
      before = number;
    }
  }

  /** Gzip at its strongest: a recording is packed once and read often. */
  private static final class SmallestGzip extends GZIPOutputStream {
    SmallestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
