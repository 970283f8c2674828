package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.ModelStore;
import dev.tocsin.testing.BuiltFunction;
import dev.tocsin.testing.Doorkeeper;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RemoteWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built function told to end (SIGTERM) while it scores and retrains. */
class ShutdownIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ModelStore.Owner NEXT = new ModelStore.Owner("next", "1");
  private final Instant now = Instant.now();

  @TempDir Path folder = Path.of("");
  private PrometheusServer prometheus;
  private Doorkeeper door;

  @BeforeEach
  void start() {
    PrometheusServer.assumeAvailable();
    prometheus = PrometheusServer.start();
    RemoteWriter writer = new RemoteWriter(prometheus.uri());
    Random random = new Random(1);
    for (String host : new String[] {"a", "b"}) {
      writer.series("__name__", "load", "host", host);
      for (int step = 400; step >= 0; step--) {
        writer.sample(now.minusSeconds(15L * step).toEpochMilli(), 50 + random.nextGaussian());
      }
    }
    writer.send();
    door = Doorkeeper.before(prometheus.uri(), Map.of());
  }

  @AfterEach
  void stop() {
    if (prometheus != null) {
      door.close();
      prometheus.close();
    }
  }

  @Test
  void sigterm_answersTheScoreCancelsTheRetrainingAndLeavesTheStoreWhole() throws Exception {
    try (BuiltFunction function = function()) {
      function.post("/retrain", "{\"job\":\"load\"}");
      FileModelStore store = new FileModelStore(folder, 5);
      String served = store.currentId("load").orElseThrow();
      door.shut("/query_range");
      CompletableFuture<HttpResponse<String>> retrain =
          post(function.url(), "/retrain", "{\"job\":\"load\",\"force\":true}");
      door.awaitWaiting(1);
      CompletableFuture<HttpResponse<String>> score =
          post(function.url(), "/score", "{\"job\":\"load\",\"end\":\"" + now + "\"}");
      door.awaitWaiting(1);
      ProcessHandle process = ProcessHandle.of(function.pid()).orElseThrow();

      assertThat(process.destroy()).as("it is sent a SIGTERM").isTrue();
      HttpResponse<String> cancelled = retrain.get(1, TimeUnit.MINUTES);
      door.open();
      HttpResponse<String> scored = score.get(1, TimeUnit.MINUTES);
      process.onExit().get(1, TimeUnit.MINUTES);

      assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(409);
      assertThat(cancelled.body()).contains("retrain-cancelled");
      assertThat(scored.statusCode()).as(scored.body()).isEqualTo(200);
      assertThat(scored.body()).contains("\"model\":{\"id\":\"" + served);
      assertThat(store.current("load").orElseThrow().damage()).isEmpty();
      assertThat(store.versions("load")).containsExactly(served);
      assertThat(store.lease("load", NEXT, Instant.now(), Duration.ofMinutes(1)))
          .as("nobody has the lease any more")
          .isPresent();
    }
  }

  private BuiltFunction function() {
    return BuiltFunction.start(
        Map.of(
            "tocsin.prometheus.url", door.uri().toString(),
            "tocsin.prometheus.protocol", "query-range",
            "tocsin.store.path", folder.toString(),
            "tocsin.jobs.load.query", "load",
            "tocsin.jobs.load.step", "15s",
            "tocsin.jobs.load.window", "5m",
            "tocsin.jobs.load.history", "90m"));
  }

  private static CompletableFuture<HttpResponse<String>> post(URI base, String path, String body) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
