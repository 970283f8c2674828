package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.function.OddSeries;
import dev.tocsin.testing.BuiltFunction;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RecordingReceiver;
import dev.tocsin.testing.ScriptedServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built function is asked to end while its sinks are slow, stuck and down. */
class DrainIT {
  private static final int RUNS = 12;

  /** What Kubernetes grants before it kills. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Of SIGTERM, as shells and Kubernetes tell it. */
  private static final int TERMINATED = 128 + 15;

  private final Instant oddEnd =
      Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);

  @Test
  void sigterm_sendsWhatItCan_keepsWhatIsSpooled_andCountsTheRest(@TempDir Path folder)
      throws InterruptedException {
    PrometheusServer.assumeAvailable();
    CountDownLatch over = new CountDownLatch(1);
    try (PrometheusServer prometheus =
            PrometheusServer.with().openMetrics(OddSeries.openMetrics(oddEnd)).start();
        RecordingReceiver slow = RecordingReceiver.answering(number -> slowly());
        ScriptedServer stuck = ScriptedServer.start((number, out) -> isReleased(over))) {
      Map<String, String> properties = properties(prometheus, folder);
      sink(properties, "slow", slow.uri());
      sink(properties, "stuck", stuck.uri());
      sink(properties, "down", BuiltFunction.nowhere());
      properties.put("tocsin.sinks.down.spool", folder.resolve("spool").toString());
      Set<String> taken = runAndTerminate(properties);
      over.countDown();

      assertThat(keys(slow)).isEqualTo(taken);

      assertThat(sentAfterRestart(properties)).isEqualTo(taken);
    }
  }

  private static int slowly() {
    LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
    return 204;
  }

  private static boolean isReleased(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** What the sinks took, by the keys that a receiver would see. */
  private Set<String> runAndTerminate(Map<String, String> properties) throws InterruptedException {
    try (BuiltFunction function = BuiltFunction.start(properties)) {
      for (int i = 0; i < RUNS; i++) {
        Instant end = oddEnd.minusSeconds(15L * i);
        function.post("/score", "{\"job\":\"spike\",\"end\":\"" + end + "\"}");
      }
      assertThat(function.terminate(GRACE)).as(function.log()).hasValue(TERMINATED);
      List<String> runs = function.log().lines().filter(line -> line.contains("] score ")).toList();
      assertThat(runs)
          .hasSize(RUNS)
          .allSatisfy(run -> assertThat(run).contains("pushed=down:1,slow:1,stuck:1"));
      assertThat(function.log())
          .contains("not everything was sent: SinkStatus[name=down,")
          .contains("not everything was sent: SinkStatus[name=stuck,")
          .contains("drops={SHUTDOWN=" + RUNS + "}")
          .doesNotContain("not everything was sent: SinkStatus[name=slow,");
    }
    return Set.copyOf(
        IntStream.range(0, RUNS).mapToObj(i -> "spike/" + oddEnd.minusSeconds(15L * i)).toList());
  }

  /** What the next process sends of what the one before has left behind. */
  private static Set<String> sentAfterRestart(Map<String, String> properties) {
    try (RecordingReceiver up = RecordingReceiver.start()) {
      sink(properties, "down", up.uri());
      try (BuiltFunction next = BuiltFunction.start(properties)) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> up.requests().size() >= RUNS || next.log().contains("ERROR"));
      }
      return keys(up);
    }
  }

  private static Set<String> keys(RecordingReceiver receiver) {
    return receiver.requests().stream()
        .map(request -> String.valueOf(request.headers().get("Idempotency-Key")))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> properties(PrometheusServer prometheus, Path folder) {
    Map<String, String> properties = new HashMap<>();
    properties.put("tocsin.prometheus.url", prometheus.uri().toString());
    properties.put("tocsin.store.path", folder.resolve("models").toString());
    properties.put("tocsin.jobs.spike.query", "odd_spike");
    properties.put("tocsin.jobs.spike.step", "15s");
    properties.put("tocsin.jobs.spike.window", "5m");
    properties.put("tocsin.jobs.spike.sinks", "down,slow,stuck");
    return properties;
  }

  private static void sink(Map<String, String> properties, String name, URI url) {
    properties.put("tocsin.sinks." + name + ".kind", "webhook");
    properties.put("tocsin.sinks." + name + ".on", "always");
    properties.put("tocsin.sinks." + name + ".url", url.toString());
  }
}
