package dev.tocsin.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading from servers that misbehave. */
class PrometheusFaultsTest {
  private static final RangeQuery QUERY =
      new RangeQuery("up", new TimeGrid(1_700_000_000_000L, 15_000, 2));

  private static final String HEAD =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";

  private static final String BODY =
      HEAD + "{\"metric\":{},\"values\":[[1700000000,\"1\"],[1700000015,\"2\"]]}]}}";

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 Bad Request | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no\"} |"
            + " BAD_QUERY | no; correct the query",
        "422 Unprocessable | {\"errorType\":\"execution\",\"error\":\"too many samples\"} |"
            + " BAD_QUERY | too many samples",
        "422 Unprocessable | {\"errorType\":\"execution\",\"error\":\"expanding series: context"
            + " deadline exceeded\"} | TIMEOUT | expanding series",
        "503 Unavailable | {\"errorType\":\"timeout\",\"error\":\"query timed out\"} | TIMEOUT |"
            + " raise the server's time-out",
        "503 Unavailable | <html>\u0001down</html> | UNAVAILABLE | <html> down</html>; ask again",
        "500 Internal | {\"errorType\":\"internal\",\"error\":\"disk\"} | UNAVAILABLE | disk",
        "429 Too Many | slow down | UNAVAILABLE | slow down",
        "401 Unauthorized | | UNAUTHORIZED | configure credentials",
        "403 Forbidden | | UNAUTHORIZED | configure credentials",
        "404 Not Found | 404 page not found | MALFORMED | is it a Prometheus?",
        "405 Not Allowed | | MALFORMED | forbids POST",
        "418 Teapot | {\"error\":[[[[1]]]],\"errorType\":7} | MALFORMED | expected 200",
        "204 No Content | | MALFORMED | expected 200",
      })
  void read_tellsAStatusByKind(String status, String body, Kind kind, String message) {
    String words = body == null ? "" : body;
    try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status, words)) {
      assertFails(server.uri(), kind, message.strip(), "HTTP status " + status.substring(0, 3));
    }
  }

  @Test
  void read_followsNoRedirect() {
    try (ScriptedServer canary = ScriptedServer.answering("HTTP/1.1 200 OK", BODY);
        ScriptedServer server =
            ScriptedServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://u:secret@"
                    + canary.uri().getAuthority()
                    + "/Prom?ticket=secret",
                "")) {
      assertThatThrownBy(() -> read(server.uri()))
          .hasMessageContainingAll("redirects are not followed", canary.uri() + "/Prom is right")
          .hasMessageNotContaining("secret");
      assertThat(canary.requests()).isZero();
    }
  }

  @Test
  void read_boundsTheWordsOfAnError() throws Exception {
    ScriptedServer.Script endless =
        (number, out) -> {
          out.write("HTTP/1.1 500 Internal\r\n\r\n".getBytes(UTF_8));
          return writeForEver(out, "x".repeat(10_000));
        };
    try (ScriptedServer server = ScriptedServer.start(endless)) {
      assertThatThrownBy(() -> read(server.uri()))
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
      assertThat(server.awaitCut()).isTrue();
    }
  }

  @Test
  void read_ofAClosedPortIsUnreachable() throws IOException {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertFails(closed, Kind.UNREACHABLE, "nobody listens there", closed.toString());
  }

  @Test
  void read_ofAnUnknownHostIsUnreachable() {
    URI unknown = URI.create("http://no-such-host.invalid:9090");
    assertFails(unknown, Kind.UNREACHABLE, "no-such-host.invalid does not resolve");
  }

  @Test
  void read_ofSomethingElseIsUnreachable() {
    try (ScriptedServer server = ScriptedServer.sending("SSH-2.0-OpenSSH\r\n".getBytes(UTF_8))) {
      assertFails(server.uri(), Kind.UNREACHABLE, "is it an HTTP server?");
    }
  }

  @Test
  void read_waitsForTheHeadUntilTheDeadline() {
    assertTimesOut("");
  }

  @Test
  void read_waitsForTheBodyUntilTheDeadline() {
    assertTimesOut(OK + "Content-Length: 1000\r\n\r\n" + HEAD);
  }

  private static void assertTimesOut(String sent) {
    ScriptedServer.Script stalled =
        (number, out) -> {
          out.write(sent.getBytes(UTF_8));
          return true;
        };
    try (ScriptedServer server = ScriptedServer.start(stalled)) {
      PrometheusEndpoint endpoint = at(server.uri()).withDeadline(Duration.ofMillis(300));
      assertFails(endpoint, Kind.TIMEOUT, "no whole answer within PT0.3S");
    }
  }

  @Test
  void read_ofABodyCutShortFails() {
    String cut = BODY.substring(0, 100);
    assertBroken(OK + "Content-Length: " + BODY.length() + "\r\n\r\n" + cut, Kind.UNREACHABLE);
    assertBroken(OK + "Transfer-Encoding: chunked\r\n\r\n64\r\n" + cut, Kind.UNREACHABLE);
    assertBroken(OK + "\r\n" + cut, Kind.MALFORMED);
  }

  private static void assertBroken(String sent, Kind kind) {
    try (ScriptedServer server = ScriptedServer.sending(sent.getBytes(UTF_8))) {
      assertFails(server.uri(), kind);
    }
  }

  @Test
  void read_ofAPageIsMalformed() {
    String page = "<!DOCTYPE html><title>Log in</title>";
    try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK", page)) {
      assertFails(server.uri(), Kind.MALFORMED, "not the whole JSON of query_range");
    }
  }

  @Test
  void read_cutsAnEndlessBody() throws Exception {
    ScriptedServer.Script endless =
        (number, out) -> {
          out.write((OK + "\r\n" + HEAD).getBytes(UTF_8));
          return writeForEver(out, " ".repeat(10_000));
        };
    try (ScriptedServer server = ScriptedServer.start(endless)) {
      PrometheusEndpoint endpoint = at(server.uri());
      assertFails(
          endpoint.withLimits(endpoint.limits().withMaxWireBytes(1_000_000)),
          Kind.TOO_LARGE,
          "more than 1000000 body bytes");
      assertThat(server.awaitCut()).isTrue();
    }
  }

  @Test
  void read_decompressesWhatCameUnasked() throws IOException {
    try (ScriptedServer server = ScriptedServer.sending(gzip(BODY.getBytes(UTF_8)))) {
      SeriesRead read = read(server.uri());
      assertThat(read.matrix().row(0)).containsExactly(1, 2);
      assertThat(read.how().bytes()).isLessThan(BODY.length());
    }
  }

  @Test
  void read_keepsTheBoundOnDecompressedBytes() throws IOException {
    byte[] bomb = gzip((HEAD + " ".repeat(50_000_000)).getBytes(UTF_8));
    try (ScriptedServer server = ScriptedServer.sending(bomb)) {
      PrometheusEndpoint endpoint = at(server.uri());
      assertFails(
          endpoint.withLimits(endpoint.limits().withMaxBodyBytes(1_000_000)),
          Kind.TOO_LARGE,
          "more than 1000000 bytes after decompression");
    }
  }

  @Test
  void read_ofDamagedCompressionIsMalformed() throws IOException {
    byte[] whole = gzip(BODY.getBytes(UTF_8));
    byte[] damaged = whole.clone();
    damaged[whole.length - 20] ^= 0x55;
    for (byte[] sent : new byte[][] {Arrays.copyOf(whole, whole.length - 12), damaged}) {
      try (ScriptedServer server = ScriptedServer.sending(sent)) {
        assertFails(server.uri(), Kind.MALFORMED);
      }
    }
    assertBroken(OK + "Content-Encoding: br\r\n\r\nx", Kind.MALFORMED);
    assertBroken(OK + "Content-Encoding: gzip\r\n\r\n" + BODY, Kind.MALFORMED);
  }

  @Test
  void read_asksAgainWhenAKeptConnectionWasClosed() {
    ScriptedServer.Script closing =
        (number, out) -> {
          if (number == 1) {
            return false;
          }
          out.write((OK + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY).getBytes(UTF_8));
          return true;
        };
    try (ScriptedServer server = ScriptedServer.start(closing)) {
      PrometheusSource source = new PrometheusSource(at(server.uri()));
      assertThat(source.read(QUERY).how().samples()).isEqualTo(2);
      assertThat(source.read(QUERY).how().samples()).isEqualTo(2);
      assertThat(server.requests()).isEqualTo(3);
    }
  }

  @Test
  void read_stopsWhenItsThreadIsInterrupted() {
    try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK", BODY)) {
      Thread.currentThread().interrupt();
      assertFails(server.uri(), Kind.UNAVAILABLE, "interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static boolean writeForEver(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    while (true) {
      out.write(bytes);
    }
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(UTF_8));
    try (GZIPOutputStream gzip = new GZIPOutputStream(answer)) {
      gzip.write(body);
    }
    return answer.toByteArray();
  }

  private static SeriesRead read(URI uri) {
    return new PrometheusSource(at(uri)).read(QUERY);
  }

  private static PrometheusEndpoint at(URI uri) {
    return PrometheusEndpoint.at(uri).withProtocol(ReadProtocol.QUERY_RANGE);
  }

  private static void assertFails(URI uri, Kind kind, String... message) {
    assertFails(at(uri), kind, message);
  }

  private static void assertFails(PrometheusEndpoint endpoint, Kind kind, String... message) {
    assertThatThrownBy(() -> new PrometheusSource(endpoint).read(QUERY))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(endpoint.uri() + "/api/v1/query_range: ")
        .hasMessageContainingAll(message.length == 0 ? new String[] {""} : message);
  }
}
