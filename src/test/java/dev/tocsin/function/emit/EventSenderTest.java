package dev.tocsin.function.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.http.Access;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.event.EventReceiver;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.testing.EventCollector;
import dev.tocsin.testing.ScriptedServer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSenderTest {
  private static final CloudEvent EVENT =
      new CloudEvent(
          "dns/1",
          "dev.tocsin.score",
          "urn:tocsin:plan",
          Instant.EPOCH,
          ByteBuffer.wrap("{\"job\":\"dns\"}".getBytes(StandardCharsets.UTF_8)));

  private final EventCollector collector = EventCollector.start();

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void send_bringsTheEvent() {
    sender(collector.uri()).send(EVENT);

    assertThat(collector.events())
        .containsExactly(
            new EventCollector.Event(
                "dns/1", "dev.tocsin.score", "urn:tocsin:plan", "{\"job\":\"dns\"}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 408, 409, 429, 500, 503})
  void send_triesAgainWhatMayPass(int status) {
    collector.failWith(status, status);
    sender(collector.uri()).send(EVENT);
    assertThat(collector.events()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 302})
  void send_givesUpWhatNeverPasses(int status) {
    collector.failWith(status);
    assertThatThrownBy(() -> sender(collector.uri()).send(EVENT))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("did not take an event: HTTP status " + status);
    assertThat(collector.events()).isEmpty();
  }

  @Test
  void send_givesUpAfterThreeTries() {
    collector.failWith(503, 503, 503);
    assertThatThrownBy(() -> sender(collector.uri()).send(EVENT))
        .hasMessageContaining("did not take an event: HTTP status 503; expected a 2xx");
    assertThat(collector.events()).isEmpty();
  }

  /** Who called for the event waits for it all the while, and can ask again. */
  @Test
  void send_givesUpAtOnceWhereItIsToWaitLong() {
    try (ScriptedServer busy =
        ScriptedServer.start(
            (number, out) -> {
              out.write(
                  "HTTP/1.1 429 Slow\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
              return true;
            })) {
      assertThatThrownBy(() -> sender(busy.uri()).send(EVENT))
          .hasMessageContaining("HTTP status 429");
      assertThat(busy.requests()).isEqualTo(1);
    }
  }

  @Test
  void send_saysThatNobodyListens() {
    assertThatThrownBy(() -> sender(URI.create("http://127.0.0.1:9/")).send(EVENT))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the event sink at 127.0.0.1:9 did not take an event");
  }

  private static EventSender sender(URI sink) {
    Receiver receiver =
        new Receiver(sink, Access.open(), Duration.ofSeconds(10), InstantSource.system());
    return new EventSender(new EventReceiver(receiver, Map.of("team", "dns")));
  }
}
