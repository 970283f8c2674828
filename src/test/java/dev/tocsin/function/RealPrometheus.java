package dev.tocsin.function;

import dev.tocsin.testing.NodeExporter;
import dev.tocsin.testing.PrometheusServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus that scrapes itself and a node exporter every second, and holds the odd series of
 * the past.
 */
public final class RealPrometheus implements QuarkusTestResourceLifecycleManager {
  private Instant oddEnd = Instant.EPOCH;
  private @Nullable NodeExporter node;
  private @Nullable PrometheusServer prometheus;

  @Override
  public Map<String, String> start() {
    NodeExporter.assumeAvailable();
    PrometheusServer.assumeAvailable();
    oddEnd = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);
    NodeExporter exporter = NodeExporter.start();
    node = exporter;
    PrometheusServer.Builder builder =
        PrometheusServer.with()
            .openMetrics(OddSeries.openMetrics(oddEnd))
            .scrape("node", Duration.ofSeconds(1), exporter.target());
    prometheus = builder.scrapeItself("prometheus", Duration.ofSeconds(1)).start();
    return properties(prometheus);
  }

  private static Map<String, String> properties(PrometheusServer prometheus) {
    Map<String, String> properties = new HashMap<>();
    properties.put("tocsin.prometheus.url", prometheus.uri().toString());
    properties.put("tocsin.store.path", newFolder().toString());
    properties.put("tocsin.sinks.nobody.kind", "webhook");
    properties.put("tocsin.sinks.nobody.url", "http://127.0.0.1:9");
    properties.put("tocsin.jobs.gc.query", "go_memstats_gc_sys_bytes");
    properties.put("tocsin.jobs.gc.step", "1s");
    properties.put("tocsin.jobs.gc.window", "10s");
    properties.put("tocsin.jobs.gc.history", "5m");
    properties.put("tocsin.jobs.gc.model.kind", "linear");
    properties.put("tocsin.jobs.gc.model.lags", "2");
    properties.put("tocsin.jobs.wave.query", "odd_wave");
    properties.put("tocsin.jobs.wave.step", "15s");
    properties.put("tocsin.jobs.wave.window", "5m");
    properties.put("tocsin.jobs.sum.query", "sum by (host) (odd_wave)");
    properties.put("tocsin.jobs.sum.step", "15s");
    properties.put("tocsin.jobs.gone.query", "{__name__=~\"odd_wave|odd_gone\"}");
    properties.put("tocsin.jobs.gone.step", "15s");
    return properties;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("tocsin-models");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Tells the test when the odd series end, in its field of type Instant. */
  @Override
  public void inject(TestInjector test) {
    test.injectIntoFields(oddEnd, new TestInjector.MatchesType(Instant.class));
  }

  @Override
  public void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (node != null) {
      node.close();
    }
  }
}
