package dev.tocsin.push.delivery;

import static dev.tocsin.push.delivery.Sinks.ALARM;
import static dev.tocsin.push.delivery.Sinks.HASTY;
import static dev.tocsin.push.delivery.Sinks.PATIENCE;
import static dev.tocsin.push.delivery.Sinks.await;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tocsin.push.Reports;
import dev.tocsin.push.event.Occasion;
import dev.tocsin.push.event.Webhook;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.series.RemoteWrite;
import dev.tocsin.push.series.SeriesNaming;
import dev.tocsin.push.spool.MemoryQueue;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import dev.tocsin.testing.LogLines;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RecordingReceiver;
import dev.tocsin.testing.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery to receivers that are down, slow, refuse, or cut connections. */
class SinkTest {
  private static final DeliveryRules BRIEF = HASTY.withTimeout(Duration.ofMillis(300));
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private static Sink started(URI uri) {
    Sink sink = Sinks.hook(uri, new MemoryQueue(1 << 20));
    sink.start();
    return sink;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void accept_isTriedAgainUntilItIsTaken(int status) throws InterruptedException {
    try (RecordingReceiver receiver =
        RecordingReceiver.answering(number -> number < 3 ? status : 204)) {
      Sink sink = started(receiver.uri());
      assertThat(sink.accept(ALARM)).isEqualTo(new Handover("hook", 1, Drops.none()));
      await(() -> sink.status().sent() == 1);
      assertThat(sink.status().retried()).isEqualTo(3);
      assertThat(sink.status().lastError()).contains("HTTP status " + status);
      assertThat(receiver.requests()).hasSize(4);
      assertThat(receiver.requests().stream().map(RecordingReceiver.Request::headers))
          .extracting(headers -> headers.get("Idempotency-Key"))
          .containsOnly("dns/2026-11-22T01:00:00Z");
      assertThat(sink.drain(PATIENCE)).isTrue();
    }
  }

  /** Whoever looks at the log at night learns why nothing arrives, and is not flooded. */
  @Test
  void accept_whileAReceiverTakesNothing_isTwoLinesOfTheLog() throws InterruptedException {
    try (LogLines lines = LogLines.of(Outage.class.getName());
        RecordingReceiver receiver =
            RecordingReceiver.answering(number -> number < 5 ? 503 : 204)) {
      Sink sink = started(receiver.uri());
      sink.accept(ALARM);
      sink.accept(ALARM);
      await(() -> sink.status().sent() == 2);
      assertThat(sink.drain(PATIENCE)).isTrue();

      assertThat(lines.all()).hasSize(2);
      assertThat(lines.all().get(0)).startsWith("sink hook waits and tries again: HTTP status 503");
      assertThat(lines.all().get(1))
          .isEqualTo("sink hook goes on after 5 failed tries; expired: 0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 408, 409, 413, 422})
  void accept_isTriedOnceWhereItIsRefused(int status) throws InterruptedException {
    try (RecordingReceiver receiver = RecordingReceiver.answering(number -> status)) {
      Sink sink = started(receiver.uri());
      sink.accept(ALARM);
      await(() -> sink.status().drops().total() == 1);
      assertThat(sink.drain(PATIENCE)).isTrue();
      assertThat(receiver.requests()).hasSize(1);
      assertThat(sink.status().retried()).isZero();
      assertThat(sink.status().drops()).isEqualTo(Drops.of(DropReason.REFUSED, 1));
      assertThat(sink.status().lastError().orElseThrow()).startsWith("HTTP status " + status);
    }
  }

  @Test
  void accept_survivesConnectionsThatAreCutOrGoSilent() throws InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.start(
            (number, out) -> {
              if (number % 2 == 0) {
                write(out, "HTTP/1.1 20"); // cut within the head; from the sixth on it goes silent
              } else if (number < 6) {
                return false; // cut before it
              } else {
                write(out, OK);
              }
              return number >= 6;
            })) {
      Sink sink = Sinks.hook(server.uri(), new MemoryQueue(1 << 20), BRIEF, Reports.CLOCK);
      sink.start();
      sink.accept(ALARM);
      sink.accept(ALARM);
      await(() -> sink.status().sent() == 2);
      assertThat(sink.drain(PATIENCE)).isTrue();
    }
  }

  @Test
  void accept_doesNotWaitForAReceiverThatSaysNothing_andNoOtherSinkDoes()
      throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedServer silent =
            ScriptedServer.start(
                (number, out) -> {
                  awaitQuietly(never);
                  return false;
                });
        RecordingReceiver brisk = RecordingReceiver.start()) {
      Sink slow = started(silent.uri());
      Sink fast = started(brisk.uri());
      for (int i = 0; i < 10; i++) {
        assertThat(slow.accept(ALARM).items()).isEqualTo(1);
        assertThat(fast.accept(ALARM).items()).isEqualTo(1);
      }
      await(() -> fast.status().sent() == 10);
      assertThat(slow.status().sent()).isZero();
      assertThat(slow.status().waiting()).isEqualTo(10);
      assertThat(slow.drain(Duration.ofMillis(1))).isFalse();
      assertThat(slow.status().drops()).isEqualTo(Drops.of(DropReason.SHUTDOWN, 10));
      fast.drain(PATIENCE);
    } finally {
      never.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void accept_givesUpARequestAfterItsTimeout() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.start(
            (number, out) -> {
              if (number == 0) {
                awaitQuietly(never);
              }
              write(out, OK);
              return true;
            })) {
      Sink sink = Sinks.hook(server.uri(), new MemoryQueue(1 << 20), BRIEF, Reports.CLOCK);
      sink.start();
      sink.accept(ALARM);
      await(() -> sink.status().sent() == 1);
      assertThat(sink.status().lastError().orElseThrow())
          .contains("no whole answer within PT0.3S; raise the timeout");
      sink.drain(PATIENCE);
    } finally {
      never.countDown();
    }
  }

  @Test
  void accept_dropsTheOldestWhereTheQueueIsFull() {
    int one = sizeOf(ALARM);
    // Not started: nobody empties the queue.
    Sink sink = Sinks.hook(URI.create("http://127.0.0.1:9"), new MemoryQueue(3L * one));
    for (int i = 0; i < 5; i++) {
      sink.accept(ALARM);
    }
    assertThat(sink.status().waiting()).isEqualTo(3);
    assertThat(sink.status().drops()).isEqualTo(Drops.of(DropReason.QUEUE_FULL, 2));
  }

  @Test
  void accept_refusesWhatIsLargerThanTheQueue() {
    Sink sink = Sinks.hook(URI.create("http://127.0.0.1:9"), new MemoryQueue(10));
    assertThat(sink.accept(ALARM))
        .isEqualTo(new Handover("hook", 0, Drops.of(DropReason.TOO_LARGE, 1)));
    assertThat(sink.status().waiting()).isZero();
  }

  @Test
  void deliver_thatFailsByAFaultOfOurs_givesUpTheParcelAndGoesOn() throws InterruptedException {
    Channel faulty = new Faulty(new AtomicInteger());
    Sink sink =
        new Sink("odd", faulty, new MemoryQueue(1 << 20), HASTY, Reports.CLOCK, new Random(1));
    sink.start();
    sink.accept(ALARM);
    sink.accept(ALARM);
    await(() -> sink.status().sent() == 1);
    assertThat(sink.status().drops()).isEqualTo(Drops.of(DropReason.REFUSED, 1));
    assertThat(sink.status().lastError()).contains("IllegalStateException");
    assertThat(sink.drain(PATIENCE)).isTrue();
  }

  /** Fails at the first parcel. */
  private record Faulty(AtomicInteger parcels) implements Channel {
    @Override
    public Packing pack(Report report, Instant now) {
      ByteBuffer nothing = ByteBuffer.allocate(0);
      return Packing.of(List.of(Parcel.of(report.id(), now.toEpochMilli(), 1, nothing)));
    }

    @Override
    public Outcome deliver(Parcel parcel) {
      if (parcels.getAndIncrement() == 0) {
        throw new IllegalStateException("a fault of ours");
      }
      return Outcome.sent(parcel.items());
    }
  }

  private static int sizeOf(Report report) {
    Receiver nobody = Reports.receiver(URI.create("http://127.0.0.1:9"));
    return new Webhook(nobody, Optional.empty(), Occasion.ALARMING)
        .pack(report, Reports.NOW)
        .parcels()
        .get(0)
        .bytes();
  }

  @Test
  void accept_isDroppedWhenItHasWaitedTooLong() throws InterruptedException {
    AtomicReference<Instant> now = new AtomicReference<>(Reports.NOW);
    try (LogLines lines = LogLines.of(Outage.class.getName());
        RecordingReceiver receiver = RecordingReceiver.answering(number -> 503)) {
      Sink sink = Sinks.hook(receiver.uri(), new MemoryQueue(1 << 20), HASTY, now::get);
      sink.start();
      sink.accept(ALARM);
      await(() -> receiver.requests().size() >= 2);
      now.set(Reports.NOW.plus(Duration.ofHours(3)));
      await(() -> sink.status().drops().total() == 1);
      assertThat(sink.status().drops()).isEqualTo(Drops.of(DropReason.EXPIRED, 1));
      assertThat(lines.all())
          .last(as(STRING))
          .startsWith("sink hook drops what has waited for longer than max-age: HTTP status 503");
      sink.drain(PATIENCE);
    }
  }

  @Test
  void flush_waitsUntilAllIsSent() throws InterruptedException {
    try (RecordingReceiver receiver =
        RecordingReceiver.answering(number -> number < 3 ? 503 : 204)) {
      Sink sink = started(receiver.uri());
      sink.accept(ALARM);
      sink.accept(ALARM);
      assertThat(sink.flush(PATIENCE)).isTrue();
      assertThat(sink.status().sent()).isEqualTo(2);
      sink.drain(PATIENCE);
    }
  }

  @Test
  void flush_givesUpInTime() throws InterruptedException {
    try (RecordingReceiver receiver = RecordingReceiver.answering(number -> 503)) {
      Sink sink = started(receiver.uri());
      sink.accept(ALARM);
      assertThat(sink.flush(Duration.ofMillis(10))).isFalse();
      sink.drain(Duration.ofMillis(1));
    }
  }

  @Test
  void drain_sendsWhatWaits() throws InterruptedException {
    try (RecordingReceiver receiver =
        RecordingReceiver.answering(number -> number % 2 == 0 ? 503 : 204)) {
      Sink sink = started(receiver.uri());
      for (int i = 0; i < 20; i++) {
        sink.accept(ALARM);
      }
      assertThat(sink.drain(PATIENCE)).isTrue();
      assertThat(sink.status().sent()).isEqualTo(20);
    }
  }

  @Test
  void accept_losesNothingInAnOutageOfThePrometheusItWritesTo() throws InterruptedException {
    PrometheusServer.assumeAvailable();
    try (PrometheusServer server = PrometheusServer.start();
        ScriptedServer down = ScriptedServer.answering("HTTP/1.1 503 Down", "")) {
      AtomicReference<URI> target = new AtomicReference<>(down.uri());
      Channel channel = new Switched(target);
      Sink sink =
          new Sink("tsdb", channel, new MemoryQueue(1 << 24), HASTY, Reports.CLOCK, new Random(1));
      sink.start();
      for (int step = 30; step >= 1; step--) {
        Instant time = Reports.AT.minusSeconds(step);
        sink.accept(
            Reports.of(Reports.verdict(Labels.of("__name__", "m"), Reports.point(time, step))));
      }
      await(() -> sink.status().retried() > 3);
      target.set(server.uri());
      await(() -> sink.status().sent() == 30);
      assertThat(sink.status().drops()).isEqualTo(Drops.none());
      sink.drain(PATIENCE);
    }
  }

  /** Remote write to a server that changes. */
  private record Switched(AtomicReference<URI> target) implements Channel {
    private RemoteWrite channel() {
      return new RemoteWrite(
          Reports.receiver(URI.create(target.get() + "/api/v1/write")), SeriesNaming.standard());
    }

    @Override
    public Packing pack(Report report, Instant now) {
      return channel().pack(report, now);
    }

    @Override
    public Outcome deliver(Parcel parcel) {
      return channel().deliver(parcel);
    }
  }
}
