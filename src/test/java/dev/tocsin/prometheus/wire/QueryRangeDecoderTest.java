package dev.tocsin.prometheus.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesRead.Unreadable;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRangeDecoderTest {
  private static final TimeGrid GRID = new TimeGrid(1_700_000_000_000L, 15_000, 4);

  /** As Prometheus 2.42 and 3 print it. */
  private static final String USUAL =
      """
      {"status":"success","data":{"resultType":"matrix","result":[\
      {"metric":{"__name__":"up","job":"a"},"values":[[1700000000,"1"],[1700000015,"-0"],\
      [1700000030,"+Inf"],[1700000045,"5e-324"]]},\
      {"metric":{"__name__":"up","job":"ü\\"\\\\\\n\\u003c"},"values":[[1700000015,"NaN"],\
      [1700000045,"1e+21"]]},\
      {"metric":{},"values":[[1700000030,"0.30000000000000004"]]}\
      ]},"warnings":["slow"],"infos":["a hint"]}""";

  @Test
  void decode_putsSamplesOnTheGrid() {
    SeriesRead read = decode(USUAL);
    assertThat(text(read.matrix()))
        .containsExactly(
            "up{job=\"a\"} [1.0, -0.0, Infinity, 4.9E-324]",
            "up{job=\"ü\\\"\\\\\\n<\"} [NaN, NaN, NaN, 1.0E21]",
            "{} [NaN, NaN, 0.30000000000000004, NaN]");
    assertThat(read.how().warnings()).containsExactly("slow", "a hint");
    assertThat(read.how().samples()).isEqualTo(7);
    assertThat(read.unreadable()).isEmpty();
  }

  @Test
  void decode_isTheSameWhereverChunksEnd() {
    byte[] body = USUAL.getBytes(UTF_8);
    String[] expected = text(decode(USUAL).matrix());
    for (int boundary = 1; boundary < body.length; boundary++) {
      assertThat(text(decode(inChunks(body, boundary, body.length)).matrix())).isEqualTo(expected);
    }
    assertThat(text(decode(inChunks(body, 1, 1)).matrix())).isEqualTo(expected);
  }

  @Test
  void decode_refusesABodyCutAtAnyByte() {
    byte[] body = USUAL.getBytes(UTF_8);
    for (int length = 0; length < body.length; length++) {
      InputStream cut = new ByteArrayInputStream(body, 0, length);
      assertThatThrownBy(() -> decode(cut))
          .as("cut after %d bytes", length)
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // blanks
        """
        { "status": "success", "data": { "resultType": "matrix", "result": [
          { "metric": { "job": "a" }, "values": [ [ 1700000000, "1" ], [ 1700000015, "2.5" ] ] } ] } }
        """,
        // another order
        """
        {"data":{"result":[{"values":[[1700000000,"1"],[1700000015,"2.5"]],"metric":{"job":"a"}}],\
        "resultType":"matrix"},"status":"success"}""",
        // unknown members, before and among the series
        """
        {"status":"success","isPartial":false,"data":{"resultType":"matrix","stats":{"a":[1,{}]},\
        "result":[{"metric":{"job":"a"},"x":[[]],"values":[[1700000000,"1"],[1700000015,"2.5"]],\
        "y":null}]}}""",
        """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"a"},\
        "values":[[1700000000,"1"],[1700000015,"2.5"]],"y":7}],"stats":{}},"trace":null}""",
        // numbers without quotes, quoted times, more digits
        """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"a"},\
        "values":[[1700000000,"1"],["1.700000015e9",2.5]]}]}}""",
        """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"a"},\
        "values":[[1700000000.000000,"1.000"],[1700000015.0,"25e-1"]]}]}}""",
        // a sample longer than the decoder looks ahead: the placeholder becomes zeros
        """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"a"},\
        "values":[[1700000000,"1"],[1700000015,"2.5MANY"]]}]}}""",
        // a blank between two samples
        """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"a"},\
        "values":[[1700000000,"1"], [1700000015,"2.5"]]}]}}"""
      })
  void decode_understandsOtherShapes(String body) {
    SeriesRead read = decode(body.replace("MANY", "0".repeat(5000)));
    assertThat(text(read.matrix())).containsExactly("{job=\"a\"} [1.0, 2.5, NaN, NaN]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":null}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[]}]}}"
      })
  void decode_takesAnAnswerWithoutSamples(String body) {
    assertThat(decode(body).matrix().rows()).isZero();
  }

  @Test
  void decode_setsNativeHistogramsApart() {
    SeriesRead read =
        decode(
            series(
                "{\"metric\":{\"job\":\"a\"},\"histograms\":[[1700000000,{\"count\":\"1\","
                    + "\"sum\":\"2\",\"buckets\":[[3,\"-0.1\",\"0.1\",\"1\"]]}]]},"
                    + "{\"metric\":{\"job\":\"b\"},\"values\":[[1700000000,\"1\"]]},"
                    + "{\"metric\":{\"job\":\"c\"},\"values\":[[1700000000,\"2\"]],"
                    + "\"histograms\":[[1700000015,{\"count\":\"1\"}]]}"));
    assertThat(text(read.matrix()))
        .containsExactly("{job=\"b\"} [1.0, NaN, NaN, NaN]", "{job=\"c\"} [2.0, NaN, NaN, NaN]");
    assertThat(read.unreadable()).hasSize(1);
    assertThat(read.unreadable().get(0).labels()).isEqualTo(Labels.of("job", "a"));
    assertThat(read.unreadable().get(0).reason()).contains("native histogram");
    assertThat(read.how().warnings()).hasSize(1);
    assertThat(read.how().warnings().get(0)).contains("{job=\"c\"}", "left out");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 4000, 4096, 70_000, 2_000_000})
  void decode_readsLabelsOfAnyLength(int length) {
    String value = "x".repeat(length);
    String one = "{\"metric\":{\"a\":\"" + value + "\"},\"values\":[[1700000000,\"1\"]]}";
    SeriesRead read = decode(series(one + "," + one.replace("\"a\"", "\"b\"")));
    assertThat(read.matrix().rows()).isEqualTo(2);
    assertThat(read.matrix().labels(1)).isEqualTo(Labels.of("b", value));
  }

  @Test
  void decode_readsFractionalTimes() {
    TimeGrid grid = new TimeGrid(1_700_000_000_050L, 125, 3);
    MatrixWriter writer = new MatrixWriter(grid, 10, 100);
    decode(
        stream(
            series(
                "{\"metric\":{},\"values\":[[1700000000.050,\"1\"],[1700000000.175,\"2\"],"
                    + "[1700000000.3,\"3\"]]}")),
        writer);
    assertThat(text(writer.result("", 0).matrix())).containsExactly("{} [1.0, 2.0, 3.0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1700000001,\"1\"]",
        "[1700000060,\"1\"]",
        "[1699999985,\"1\"]",
        "[1700000000.001,\"1\"]",
        "[1700000000,\"1\"],[1700000000,\"1\"]",
        "[1700000015,\"1\"],[1700000000,\"1\"]",
        "[1700000045,\"1\"],[1700000060,\"1\"]",
        "[1e30,\"1\"]"
      })
  void decode_refusesTimesOffTheGrid(String samples) {
    assertMalformed(series("{\"metric\":{},\"values\":[" + samples + "]}"), "a sample");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>Log in</body></html>",
        "[]",
        "null",
        "\0",
        "{}",
        "{\"status\":\"success\"}",
        "{\"status\":\"success\",\"data\":null}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\"}}",
        "{\"status\":\"error\",\"errorType\":\"x\",\"error\":\"y\"}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}} x",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}{}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":{}}}"
      })
  void decode_refusesWhatIsNoAnswer(String body) {
    assertMalformed(body, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"values\":[[1700000000,\"1\"]]}",
        "{\"metric\":[],\"values\":[[1700000000,\"1\"]]}",
        "{\"metric\":{\"a\":1},\"values\":[[1700000000,\"1\"]]}",
        "{\"metric\":{\"a\":\"1\",\"a\":\"2\"},\"values\":[[1700000000,\"1\"]]}",
        "{\"metric\":{\"a\":\"\\x\"},\"values\":[[1700000000,\"1\"]]}",
        "{\"metric\":{\"a\":\"\n\"},\"values\":[[1700000000,\"1\"]]}",
        "{\"metric\":{},\"values\":[[1700000000,\"1\"],]}",
        "{\"metric\":{},\"values\":[[1700000000,\"1\"]]},",
        "{\"metric\":{},\"values\":[[1700000000,\"1\",2]]}",
        "{\"metric\":{},\"values\":[[1700000000]]}",
        "{\"metric\":{},\"values\":[1700000000,\"1\"]}",
        "{\"metric\":{},\"values\":[[1700000000,\"0x1p3\"]]}",
        "{\"metric\":{},\"values\":[[1700000000,\"1d\"]]}",
        "{\"metric\":{},\"values\":[[1700000000,\"\"]]}",
        "{\"metric\":{},\"values\":[[1700000000,null]]}",
        "{\"metric\":{},\"values\":[[01700000000,\"1\"]]}",
        "{\"metric\":{},\"values\":[[.000,\"1\"]]}",
        "{\"metric\":{},\"values\":[[\"yesterday\",\"1\"]]}",
        "{\"metric\":{},\"values\":[[\"1e999999999\",\"1\"]]}",
        "{\"metric\":{},\"values\":{}}",
        "7"
      })
  void decode_refusesWhatIsNoSeries(String series) {
    assertMalformed(series(series), "");
  }

  @Test
  void decode_refusesInvalidUtf8() {
    byte[] body = series("{\"metric\":{\"a\":\"?\"},\"values\":[]}").getBytes(UTF_8);
    body[new String(body, UTF_8).indexOf('?')] = (byte) 0xC3;
    assertThatThrownBy(() -> decode(new ByteArrayInputStream(body)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void decode_refusesWhatLooksLikeUtf32() {
    assertMalformed("\0\0\0{:!su", "not the whole JSON");
  }

  @Test
  void decode_refusesASeriesThatStandsTwice() {
    String one = "{\"metric\":{\"job\":\"a\"},\"values\":[[1700000000,\"1\"]]}";
    assertMalformed(series(one + "," + one), "series {job=\"a\"} stands twice");
  }

  @Test
  void decode_refusesDeepNesting() {
    assertMalformed("[".repeat(100_000), "");
    assertMalformed("{\"a\":".repeat(100_000), "depth");
  }

  @Test
  void decode_keepsTheBounds() {
    String two =
        series(
            "{\"metric\":{\"a\":\"1\"},\"values\":[[1700000000,\"1\"]]},"
                + "{\"metric\":{\"a\":\"2\"},\"values\":[[1700000000,\"1\"]]}");
    assertThatThrownBy(() -> decode(stream(two), new MatrixWriter(GRID, 1, 100)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("more than 1 series");
    assertThatThrownBy(() -> decode(stream(two), new MatrixWriter(GRID, 2, 7)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("2 series × 4 steps, more than the bound of 7 samples");
    decode(stream(two), new MatrixWriter(GRID, 2, 8));
  }

  @Test
  void decode_joinsPartsOfTheGrid() {
    MatrixWriter writer = new MatrixWriter(GRID, 10, 100);
    writer.beginPart(0, 3);
    decode(stream(series("{\"metric\":{\"a\":\"1\"},\"values\":[[1700000030,\"1\"]]}")), writer);
    writer.beginPart(3, 4);
    decode(
        stream(
            series(
                "{\"metric\":{\"a\":\"2\"},\"values\":[[1700000045,\"3\"]]},"
                    + "{\"metric\":{\"a\":\"1\"},\"values\":[[1700000045,\"2\"]]}")),
        writer);
    assertThat(text(writer.result("", 0).matrix()))
        .containsExactly("{a=\"1\"} [NaN, NaN, 1.0, 2.0]", "{a=\"2\"} [NaN, NaN, NaN, 3.0]");
  }

  /**
   * A series that turns into a native histogram, or back, is a row: not both read and unreadable.
   */
  @Test
  void decode_readsASeriesWithHistogramsInOnePartAlone() {
    MatrixWriter writer = new MatrixWriter(GRID, 10, 100);
    String histogram = "{\"metric\":{\"a\":\"1\"},\"histograms\":[[1700000000,{}]]}";
    writer.beginPart(0, 2);
    decode(stream(series(histogram + "," + histogram.replace("\"1\"", "\"2\""))), writer);
    writer.beginPart(2, 4);
    decode(stream(series("{\"metric\":{\"a\":\"1\"},\"values\":[[1700000045,\"2\"]]}")), writer);
    SeriesRead read = writer.result("", 0);
    assertThat(text(read.matrix())).containsExactly("{a=\"1\"} [NaN, NaN, NaN, 2.0]");
    assertThat(read.unreadable())
        .extracting(Unreadable::labels)
        .containsExactly(Labels.of("a", "2"));
    assertThat(read.how().warnings()).hasSize(1).first().asString().contains("{a=\"1\"}");
  }

  /** Whatever happens to a body, both decoders say the same: the fast one is no laxer. */
  @Test
  void decode_agreesWithTheSlowDecoderOnDamagedBodies() {
    Random random = new Random(42);
    byte[] whole = USUAL.getBytes(UTF_8);
    byte[] likely = "[]{},:\"\\0123456789.eE+-NaInf \n".getBytes(UTF_8);
    int understood = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] body = whole.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        body[random.nextInt(body.length)] = likely[random.nextInt(likely.length)];
      }
      String fast = outcome(body, QueryRangeDecoder::decode);
      String slow = outcome(body, (in, writer) -> new AnyShapeDecoder(writer).decode(in, null));
      assertEquals(slow, fast, () -> new String(body, UTF_8));
      understood += fast.equals("refused") ? 0 : 1;
    }
    assertThat(understood).isBetween(1_000, 19_000);
  }

  private interface Decoder {
    void decode(InputStream in, MatrixWriter writer) throws IOException;
  }

  private static String outcome(byte[] body, Decoder decoder) {
    MatrixWriter writer = new MatrixWriter(GRID, 10, 100);
    try {
      decoder.decode(new ByteArrayInputStream(body), writer);
      SeriesRead read = writer.result("", 0);
      return Arrays.toString(text(read.matrix())) + read.how() + read.unreadable();
    } catch (SourceException e) {
      return "refused";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertMalformed(String body, String message) {
    assertThatThrownBy(() -> decode(body))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED))
        .hasMessageContaining(message);
  }

  private static String series(String series) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + series
        + "]}}";
  }

  private static SeriesRead decode(String body) {
    return decode(stream(body));
  }

  private static SeriesRead decode(InputStream body) {
    MatrixWriter writer = new MatrixWriter(GRID, 10, 100);
    decode(body, writer);
    return writer.result("query_range", 0);
  }

  private static void decode(InputStream body, MatrixWriter writer) {
    try {
      QueryRangeDecoder.decode(body, writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(UTF_8));
  }

  /** A stream that gives {@code first} bytes at once, and then at most {@code then} at a time. */
  private static InputStream inChunks(byte[] body, int first, int then) {
    return new ByteArrayInputStream(body) {
      @Override
      public synchronized int read(byte[] target, int from, int length) {
        int most = pos < first ? first - pos : then;
        return super.read(target, from, Math.min(length, most));
      }
    };
  }

  private static String[] text(SeriesMatrix matrix) {
    String[] rows = new String[matrix.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.labels(i) + " " + Arrays.toString(matrix.row(i));
    }
    return rows;
  }
}
