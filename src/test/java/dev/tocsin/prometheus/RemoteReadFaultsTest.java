package dev.tocsin.prometheus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.prometheus.wire.RemoteBodies;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Choosing between remote read and query_range, where servers behave oddly. */
class RemoteReadFaultsTest {
  private static final RangeQuery QUERY =
      new RangeQuery("up", new TimeGrid(1_700_000_000_000L, 15_000, 2));

  private static final String FLAGS = json("{\"query.lookback-delta\":\"5m\"}");
  private static final String VERSION = json("{\"version\":\"2.42.0\"}");
  private static final String CONFIG = json("{\"yaml\":\"global:\\n  scrape_interval: 1m\\n\"}");
  private static final String VALUES =
      ok(
          "application/json",
          "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
              + "{\"metric\":{},\"values\":[[1700000000,\"1\"]]}]}}");

  private static final String STREAM = "application/x-streamed-protobuf; proto=x";
  private static final byte[] FRAME =
      RemoteBodies.frame(
          0, RemoteBodies.labels("a", "b"), RemoteBodies.xor(new long[] {1_700_000_000_000L}, 2));

  private static String json(String data) {
    return ok("application/json", "{\"status\":\"success\",\"data\":" + data + "}");
  }

  private static String ok(String type, String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(type, body.getBytes(ISO_8859_1).length, body);
  }

  private static String status(int status, String body) {
    return "HTTP/1.1 %d No\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
  }

  /** A server that gives these answers one after the other, and the last one for ever. */
  private static ScriptedServer answering(String... answers) {
    return ScriptedServer.start(
        (number, out) -> {
          out.write(answers[Math.min(number, answers.length - 1)].getBytes(ISO_8859_1));
          return true;
        });
  }

  private static String stream(byte[] body) {
    return ok(STREAM, new String(body, ISO_8859_1));
  }

  @Test
  void read_probesOnceAndRemembers() {
    try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, stream(FRAME))) {
      PrometheusSource source = new PrometheusSource(PrometheusEndpoint.at(server.uri()));
      assertThat(source.read(QUERY).how().protocol()).isEqualTo("remote_read_streamed");
      assertThat(source.read(QUERY).matrix().row(0)).containsExactly(2, 2);
      assertThat(server.requests()).isEqualTo(5);
    }
  }

  /** Its external labels may be others by then. */
  @Test
  void read_probesAnewAfterTenMinutes() {
    String frame = stream(FRAME);
    try (ScriptedServer server =
        answering(FLAGS, VERSION, CONFIG, frame, frame, FLAGS, VERSION, CONFIG, frame)) {
      AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
      PrometheusSource source =
          new PrometheusSource(PrometheusEndpoint.at(server.uri()), nanos::get);
      source.read(QUERY);
      nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
      source.read(QUERY);
      assertThat(server.requests()).isEqualTo(5);
      nanos.incrementAndGet();
      assertThat(source.read(QUERY).matrix().row(0)).containsExactly(2, 2);
      assertThat(server.requests()).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404, 405, 415})
  void read_remembersThatThereIsNoRemoteRead(int status) {
    try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, status(status, "no"), VALUES)) {
      PrometheusSource source = new PrometheusSource(PrometheusEndpoint.at(server.uri()));
      assertThat(source.read(QUERY).how().protocol()).isEqualTo("query_range");
      assertThat(source.read(QUERY).how().protocol()).isEqualTo("query_range");
      assertThat(server.requests()).isEqualTo(6);
    }
  }

  @Test
  void read_fallsBackForOneQueryAlone() {
    try (ScriptedServer server =
        answering(FLAGS, VERSION, CONFIG, status(500, "bad regex"), VALUES, stream(FRAME))) {
      PrometheusSource source = new PrometheusSource(PrometheusEndpoint.at(server.uri()));
      assertThat(source.read(QUERY).how().protocol()).isEqualTo("query_range");
      assertThat(source.read(QUERY).how().protocol()).isEqualTo("remote_read_streamed");
    }
  }

  @Test
  void read_fallsBackFromWhatIsUnfamiliar() {
    byte[] unknown =
        RemoteBodies.frame(
            0, RemoteBodies.labels("a", "b"), RemoteBodies.chunk(7, 0, new byte[] {0, 0}));
    for (String answer : List.of(ok("text/html", "<html>"), stream(unknown))) {
      try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, answer, VALUES)) {
        SeriesRead read = new PrometheusSource(PrometheusEndpoint.at(server.uri())).read(QUERY);
        assertThat(read.how().protocol()).isEqualTo("query_range");
        assertThat(read.matrix().rows()).isEqualTo(1);
      }
      try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, answer)) {
        assertFails(server.uri(), ReadProtocol.REMOTE_READ, Kind.MALFORMED, "read by query_range");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {\"version\":\"2.42.0\"} | global:\\n",
        "{\"query.lookback-delta\":\"soon\"} | {\"version\":\"2.42.0\"} | global:\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"1.8.2\"} | global:\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"4.0.0\"} | global:\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"?\"} | global:\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"2.1\",\"application\":\"X\"} |"
            + " global:\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"2.42.0\"} | a:\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"2.42.0\"} |"
            + " global:\\n  external_labels: {a: b}\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"2.42.0\"} |"
            + " global:\\n  external_labels:\\n    a: |\\n      b\\n",
        "{\"query.lookback-delta\":\"5m\"} | {\"version\":\"2.42.0\"} |"
            + " global:\\n  external_labels:\\n    a: b\\n    c: d\\n    e: f\\n    g: h\\n",
      })
  void read_byQueryRangeOfServersNotKnown(String flags, String version, String yaml) {
    String config = json("{\"yaml\":\"" + yaml + "\"}");
    // What makes no difference any more is not asked.
    int skipped = flags.equals("{}") ? 2 : version.contains("application") ? 1 : 0;
    try (ScriptedServer server =
        ScriptedServer.start(
            (number, out) -> {
              String[] answers = {json(flags), json(version), config};
              String answer = number < 3 - skipped ? answers[number] : VALUES;
              out.write(answer.getBytes(UTF_8));
              return true;
            })) {
      SeriesRead read = new PrometheusSource(PrometheusEndpoint.at(server.uri())).read(QUERY);
      assertThat(read.how().protocol()).isEqualTo("query_range");
      assertThat(server.requests()).isEqualTo(4 - skipped);
    }
  }

  @Test
  void read_ofPrometheus3LeavesTheFarEndOut() {
    byte[] old =
        RemoteBodies.frame(
            0,
            RemoteBodies.labels("a", "b"),
            RemoteBodies.xor(new long[] {1_700_000_000_000L - 300_000}, 2));
    String three = json("{\"version\":\"3.5.0\"}");
    try (ScriptedServer server = answering(FLAGS, three, CONFIG, stream(old))) {
      assertThat(read(server.uri(), ReadProtocol.AUTO).matrix().rows()).isZero();
    }
    try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, stream(old))) {
      assertThat(read(server.uri(), ReadProtocol.AUTO).matrix().row(0))
          .containsExactly(2, Double.NaN);
    }
  }

  @Test
  void read_failsWhereTheAnswerIsDamaged() {
    byte[] damaged = FRAME.clone();
    damaged[FRAME.length - 3] ^= 1;
    for (byte[] body : List.of(damaged, Arrays.copyOf(FRAME, FRAME.length - 1))) {
      try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, stream(body))) {
        assertFails(server.uri(), ReadProtocol.AUTO, Kind.MALFORMED, "/api/v1/read: ");
      }
    }
    String cut = stream(FRAME).replace("Content-Length: ", "Content-Length: 1");
    try (ScriptedServer server =
        ScriptedServer.start(
            (number, out) -> {
              String[] answers = {FLAGS, VERSION, CONFIG, cut};
              out.write(answers[Math.min(number, 3)].getBytes(ISO_8859_1));
              return number < 3;
            })) {
      assertFails(server.uri(), ReadProtocol.AUTO, Kind.UNREACHABLE, "connection broke");
    }
  }

  @Test
  void read_failsWhereTheServerIsBusy() {
    try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, status(503, "busy"))) {
      assertFails(server.uri(), ReadProtocol.AUTO, Kind.UNAVAILABLE, "busy");
    }
    try (ScriptedServer server = answering(status(503, "starting"), VALUES)) {
      assertThat(read(server.uri(), ReadProtocol.AUTO).how().protocol()).isEqualTo("query_range");
    }
  }

  /** Three bytes of copies become 64, of the four gigabytes promised. */
  @Test
  void read_keepsTheBoundOnASnappyBomb() throws IOException {
    byte[] head = {-1, -1, -1, -1, 15, 0, 0};
    byte[] copies = new byte[3 * 100_000];
    for (int i = 0; i < copies.length; i += 3) {
      copies[i] = (byte) 0xFE;
      copies[i + 1] = 1;
    }
    String bomb = new String(RemoteBodies.concat(head, copies), ISO_8859_1);
    String answer = ok("application/x-protobuf\r\nContent-Encoding: snappy", bomb);
    try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG, answer)) {
      PrometheusEndpoint endpoint = PrometheusEndpoint.at(server.uri());
      PrometheusEndpoint bounded = endpoint.withLimits(endpoint.limits().withMaxBodyBytes(100_000));
      assertThatThrownBy(() -> new PrometheusSource(bounded).read(QUERY))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
          .hasMessageContaining("more than 100000 bytes after decompression");
    }
  }

  @Test
  void read_cutsAnEndlessStream() throws Exception {
    byte[] empty = RemoteBodies.frame(new byte[0]);
    ScriptedServer.Script endless =
        (number, out) -> {
          if (number < 3) {
            String[] answers = {FLAGS, VERSION, CONFIG};
            out.write(answers[number].getBytes(UTF_8));
            return true;
          }
          String head = "HTTP/1.1 200 OK\r\nContent-Type: " + STREAM + "\r\n\r\n";
          out.write(head.getBytes(UTF_8));
          while (true) {
            out.write(empty);
          }
        };
    try (ScriptedServer server = ScriptedServer.start(endless)) {
      PrometheusEndpoint endpoint = PrometheusEndpoint.at(server.uri());
      PrometheusEndpoint bounded = endpoint.withLimits(endpoint.limits().withMaxWireBytes(100_000));
      assertThatThrownBy(() -> new PrometheusSource(bounded).read(QUERY))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
          .hasMessageContaining("more than 100000 body bytes");
      assertThat(server.awaitCut()).isTrue();
    }
  }

  @Test
  void read_byRemoteReadAloneWantsAPlainSelector() {
    try (ScriptedServer server = answering(FLAGS, VERSION, CONFIG)) {
      PrometheusEndpoint endpoint =
          PrometheusEndpoint.at(server.uri()).withProtocol(ReadProtocol.REMOTE_READ);
      RangeQuery sum = new RangeQuery("sum(up)", QUERY.grid());
      assertThatThrownBy(() -> new PrometheusSource(endpoint).read(sum))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_QUERY))
          .hasMessageContaining("not a plain selector");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void read_refusesAGridBeyondTheBound() {
    PrometheusEndpoint endpoint = PrometheusEndpoint.at(URI.create("http://127.0.0.1:1"));
    RangeQuery endless = new RangeQuery("sum(up)", new TimeGrid(0, 1, Integer.MAX_VALUE));
    assertThatThrownBy(() -> new PrometheusSource(endpoint).read(endless))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
        .hasMessageContaining("a grid of 2147483647 steps");
  }

  private static SeriesRead read(URI uri, ReadProtocol protocol) {
    return new PrometheusSource(PrometheusEndpoint.at(uri).withProtocol(protocol)).read(QUERY);
  }

  private static void assertFails(URI uri, ReadProtocol protocol, Kind kind, String message) {
    assertThatThrownBy(() -> read(uri, protocol))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(message);
  }
}
