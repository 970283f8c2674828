package dev.tocsin.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking again where a server is busy, within the deadline. */
class BusyServerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RangeQuery QUERY =
      new RangeQuery("up", new TimeGrid(1_700_000_000_000L, 15_000, 2));

  private static final String BODY =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
          + "{\"metric\":{},\"values\":[[1700000000,\"1\"]]}]}}";

  private static final String TIMED_OUT =
      "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503 Unavailable",
        "503 Unavailable\r\nRetry-After: 0",
        "429 Too Many\r\nRetry-After: 0",
        "429 Too Many\r\nRetry-After: soon",
        "429 Too Many\r\nRetry-After: Tue, 14 Nov 2023 22:13:20 GMT",
        "503 Unavailable\r\nRetry-After: Tue, 14 Nov 2023 22:13:20 GMT\r\n"
            + "Date: Tue, 14 Nov 2023 22:13:20 GMT",
        "503 Unavailable\r\nRetry-After: Tue, 14 Nov 2023 22:13:20 GMT\r\n"
            + "Date: Tue, 14 Nov 2023 22:13:21 GMT",
      })
  void read_asksABusyServerAgain(String head) {
    try (ScriptedServer server = busy(head, "", 2)) {
      for (ReadProtocol protocol :
          new ReadProtocol[] {ReadProtocol.QUERY_RANGE, ReadProtocol.AUTO}) {
        assertThat(source(server.uri(), protocol, MINUTE).read(QUERY).how().samples()).isEqualTo(1);
      }
    }
  }

  @Test
  void read_leavesItAtSomeRetries() {
    try (ScriptedServer server = busy("503 Unavailable", "down", Integer.MAX_VALUE)) {
      assertFails(server, MINUTE, Kind.UNAVAILABLE, "HTTP status 503: down");
      assertThat(server.requests()).isEqualTo(1 + PrometheusHttp.MAX_RETRIES);
    }
  }

  /** Waiting would be idle. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Retry-After: 3600",
        "Retry-After: 999999999",
        "Date: Tue, 14 Nov 2023 22:13:20 GMT\r\nRetry-After: Tue, 14 Nov 2023 23:13:20 GMT",
      })
  void read_doesNotWaitBeyondTheDeadline(String header) {
    try (ScriptedServer server =
        busy("429 Too Many\r\n" + header, "slow down", Integer.MAX_VALUE)) {
      assertFails(server, MINUTE, Kind.UNAVAILABLE, "slow down");
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  /** The failure is what the server said, not that time ran out over waiting for it. */
  @Test
  void read_withinAShortDeadlineTellsWhatTheServerSaid() {
    try (ScriptedServer server = busy("503 Unavailable\r\nRetry-After: 1", "", 99)) {
      assertFails(server, Duration.ofMillis(900), Kind.UNAVAILABLE, "HTTP status 503");
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"400, BAD_QUERY", "401, UNAUTHORIZED", "404, MALFORMED", "500, UNAVAILABLE"})
  void read_doesNotAskAgainWhatWillNotChange(int status, Kind kind) {
    try (ScriptedServer server = busy(status + " No\r\nRetry-After: 0", "", 99)) {
      assertFails(server, MINUTE, kind, "HTTP status " + status);
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  /** Prometheus gave the query up after its own time-out; it would do so again. */
  @Test
  void read_doesNotRepeatAQueryThatTakesTooLong() {
    try (ScriptedServer server = busy("503 Unavailable", TIMED_OUT, 99)) {
      assertFails(server, MINUTE, Kind.TIMEOUT, "query timed out");
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  /** A server that turns so many requests away, and then answers. */
  private static ScriptedServer busy(String head, String words, int times) {
    return ScriptedServer.start(
        (number, out) -> {
          out.write(answer(number < times ? head : "200 OK", number < times ? words : BODY));
          return true;
        });
  }

  private static byte[] answer(String head, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(head, body.length(), body)
        .getBytes(UTF_8);
  }

  private static PrometheusSource source(URI uri, ReadProtocol protocol, Duration deadline) {
    return new PrometheusSource(
        PrometheusEndpoint.at(uri).withProtocol(protocol).withDeadline(deadline));
  }

  private static void assertFails(
      ScriptedServer server, Duration deadline, Kind kind, String message) {
    PrometheusSource source = source(server.uri(), ReadProtocol.QUERY_RANGE, deadline);
    assertThatThrownBy(() -> source.read(QUERY))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(message);
  }
}
