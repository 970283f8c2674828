package dev.tocsin.prometheus.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the answer of {@code /api/v1/query_range} while it streams in.
 *
 * <p>The bytes that Prometheus and its kin really send are matched literally: no blanks, {@code
 * status} and {@code resultType} first, {@code metric} before {@code values}, numbers as strings.
 * At the first byte that is otherwise, and for what follows the series, {@link AnyShapeDecoder}
 * takes over from the last mark. The format is described at
 * https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries.
 */
public final class QueryRangeDecoder {
  private static final byte[] HEAD =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[".getBytes(US_ASCII);
  private static final byte[] SERIES_HEAD = "{\"metric\":".getBytes(US_ASCII);
  private static final byte[] VALUES_HEAD = ",\"values\":[".getBytes(US_ASCII);
  private static final byte[] IN_SERIES =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":["
          .getBytes(US_ASCII);
  private static final byte[] NOTHING = {};

  /** More than a sample of any usual length. */
  private static final int SAMPLE_BYTES = 512;

  /** More than the labels of nearly every series, and more than those of any. */
  private static final int LABEL_BYTES = 1 << 12;

  private static final int MAX_LABEL_BYTES = 1 << 20;

  /** Times of so many characters, bracket included, cannot overflow as milliseconds. */
  private static final int MAX_TIME_BYTES = 16;

  private final ByteWindow window;
  private final MatrixWriter writer;
  private final TimeTexts times;
  private final Decimals decimals = new Decimals();
  private final LabelDecoder labelDecoder = new LabelDecoder();

  /** What must stand before the bytes from the mark on to make them a whole answer. */
  private byte[] context = NOTHING;

  /** The series the mark lies in, if in one. */
  private @Nullable Labels labels;

  private QueryRangeDecoder(InputStream in, MatrixWriter writer) {
    this.window = new ByteWindow(in);
    this.writer = writer;
    this.times = new TimeTexts(writer.part());
  }

  /**
   * Reads an answer to its end, into {@code writer}.
   *
   * @throws SourceException if it is not an answer of query_range, ends too early, tells of a
   *     failure, or is larger than the writer takes
   * @throws IOException if {@code in} throws it
   */
  public static void decode(InputStream in, MatrixWriter writer) throws IOException {
    QueryRangeDecoder decoder = new QueryRangeDecoder(in, writer);
    decoder.familiarPart();
    InputStream rest =
        new SequenceInputStream(
            new ByteArrayInputStream(decoder.context), decoder.window.fromMark());
    new AnyShapeDecoder(writer).decode(rest, decoder.labels);
  }

  /** Goes as far as the bytes are in the usual shape, but not past the end of the series. */
  private void familiarPart() throws IOException {
    if (!window.ensure(HEAD.length) || !skip(HEAD)) {
      return;
    }
    context = HEAD;
    window.mark(window.position());
    while (window.ensure(1) && window.bytes()[window.position()] == '{') {
      if (!series()) {
        return;
      }
    }
  }

  /** Reads a series; afterwards the mark is at the next one, or at the bracket that closes all. */
  private boolean series() throws IOException {
    Labels decoded = labels();
    if (decoded == null || !skip(VALUES_HEAD)) {
      return false;
    }
    labels = decoded;
    context = IN_SERIES;
    window.mark(window.position());
    writer.beginSeries();
    if (!samples()) {
      return false;
    }
    int next = afterSeries();
    if (next < 0) {
      return false;
    }
    writer.endSeries(decoded);
    labels = null;
    context = HEAD;
    window.mark(next);
    return true;
  }

  /** The index of what follows the series whose samples end here; negative if it is unfamiliar. */
  private int afterSeries() throws IOException {
    window.ensure(4);
    byte[] bytes = window.bytes();
    int at = window.position();
    if (bytes[at + 1] != '}') {
      return -1;
    }
    if (bytes[at + 2] == ']') {
      return at + 2;
    }
    return bytes[at + 2] == ',' && bytes[at + 3] == '{' ? at + 3 : -1;
  }

  /** Reads the head of a series up to the end of its labels. */
  private @Nullable Labels labels() throws IOException {
    for (int ahead = LABEL_BYTES; ahead <= MAX_LABEL_BYTES; ahead *= 2) {
      boolean more = window.ensure(ahead);
      int start = window.position();
      if (!skip(SERIES_HEAD)) {
        return null;
      }
      Labels decoded = labelDecoder.decode(window.bytes(), window.position());
      if (decoded != null && labelDecoder.end() + VALUES_HEAD.length <= window.limit()) {
        window.position(labelDecoder.end());
        return decoded;
      }
      window.position(start);
      if (!more) {
        return null;
      }
    }
    return null;
  }

  /** Reads samples; afterwards the position is at the bracket that closes them. */
  private boolean samples() throws IOException {
    if (window.ensure(1) && window.bytes()[window.position()] == ']') {
      return true;
    }
    do {
      window.ensure(SAMPLE_BYTES);
      if (!sample(window.bytes(), window.position())) {
        return false;
      }
    } while (window.bytes()[window.position() - 1] == ',');
    window.mark(window.position() - 1);
    return true;
  }

  /** Reads a sample, and the comma or bracket behind it, in one go without looking for the end. */
  private boolean sample(byte[] bytes, int from) {
    if (times.match(writer.nextColumn(), bytes, from)) {
      double value = decimals.parse(bytes, from + TimeTexts.LENGTH);
      if (!endOfSample(bytes, decimals.end())) {
        return false;
      }
      writer.next(value);
      return true;
    }
    return sampleAtAnyTime(bytes, from);
  }

  private boolean sampleAtAnyTime(byte[] bytes, int from) {
    byte first = bytes[from + 1];
    if (bytes[from] != '[' || first < '1' || first > '9') {
      return false; // JSON has no number that begins with a zero and goes on with a digit
    }
    long timeMillis = 1000 * decimals.digits(bytes, from + 1);
    int at = decimals.end();
    if (bytes[at] == '.') {
      timeMillis += decimals.digits(bytes, at + 1);
      if (decimals.end() - at != 4) {
        return false;
      }
      at += 4;
    }
    int length = at - from;
    if (bytes[at] != ',' || bytes[at + 1] != '"' || length > MAX_TIME_BYTES) {
      return false;
    }
    double value = decimals.parse(bytes, at + 2);
    if (!endOfSample(bytes, decimals.end())) {
      return false;
    }
    writer.sample(timeMillis, value);
    return true;
  }

  /** Goes behind the comma or bracket after a sample, if it is a whole one. */
  private boolean endOfSample(byte[] bytes, int at) {
    if (at < 0 || bytes[at] != '"' || bytes[at + 1] != ']') {
      return false;
    }
    if (bytes[at + 2] != ']' && (bytes[at + 2] != ',' || bytes[at + 3] != '[')) {
      return false;
    }
    window.mark(at + 3);
    return true;
  }

  /** Goes past literal bytes, if they are next. */
  private boolean skip(byte[] literal) {
    int from = window.position();
    int to = from + literal.length;
    if (to > window.limit()
        || !Arrays.equals(window.bytes(), from, to, literal, 0, literal.length)) {
      return false;
    }
    window.position(to);
    return true;
  }
}
