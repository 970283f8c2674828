package dev.tocsin.lambda;

import dev.tocsin.function.OddSeries;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A real Prometheus with the odd series, and a job on one of them. */
final class LambdaPrometheus implements AutoCloseable {
  private final Instant end =
      Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);
  private final PrometheusServer server =
      PrometheusServer.with().openMetrics(OddSeries.openMetrics(end)).start();

  /** When the odd series end. */
  Instant end() {
    return end;
  }

  /** The function's configuration. */
  Map<String, String> properties() {
    try {
      return Map.of(
          "quarkus.funqy.export", "score",
          "tocsin.prometheus.url", server.uri().toString(),
          "tocsin.store.path", Files.createTempDirectory("tocsin-models").toString(),
          "tocsin.jobs.wave.query", "odd_wave",
          "tocsin.jobs.wave.step", "15s",
          "tocsin.jobs.wave.window", "5m");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
