package dev.tocsin.function.push;

import dev.tocsin.function.OddSeries;
import dev.tocsin.testing.AlertmanagerServer;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.PushgatewayServer;
import dev.tocsin.testing.RecordingReceiver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus with the odd series, and one of each kind of sink, told by the job {@code spike}.
 */
public final class RealSinks implements QuarkusTestResourceLifecycleManager {
  private @Nullable Servers servers;

  /** What runs. */
  record Servers(
      Instant oddEnd,
      PrometheusServer read,
      PrometheusServer written,
      AlertmanagerServer alertmanager,
      PushgatewayServer pushgateway,
      RecordingReceiver hook,
      RecordingReceiver broker) {}

  @Override
  public Map<String, String> start() {
    Instant oddEnd = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);
    Servers started =
        new Servers(
            oddEnd,
            PrometheusServer.with().openMetrics(OddSeries.openMetrics(oddEnd)).start(),
            PrometheusServer.start(),
            AlertmanagerServer.start(),
            PushgatewayServer.start(),
            RecordingReceiver.start(),
            RecordingReceiver.start());
    servers = started;
    Map<String, String> properties = new HashMap<>();
    properties.put("tocsin.prometheus.url", started.read().uri().toString());
    properties.put("tocsin.store.path", newFolder("models"));
    properties.put("tocsin.jobs.spike.query", "odd_spike");
    properties.put("tocsin.jobs.spike.step", "15s");
    properties.put("tocsin.jobs.spike.window", "5m");
    properties.put("tocsin.jobs.spike.sinks", "tsdb,gateway,alerts,hook,events");
    properties.put("tocsin.jobs.wave.query", "odd_wave");
    sink(properties, "tsdb", "remote-write", URI.create(started.written().uri() + "/api/v1/write"));
    properties.put("tocsin.sinks.tsdb.series.values", "anomaly_score,y");
    properties.put("tocsin.sinks.tsdb.spool", newFolder("spool"));
    sink(properties, "gateway", "pushgateway", started.pushgateway().uri());
    sink(properties, "alerts", "alertmanager", started.alertmanager().uri());
    properties.put("tocsin.sinks.alerts.alert.severity", "page");
    sink(properties, "hook", "webhook", started.hook().uri());
    properties.put("tocsin.sinks.hook.signature.key", "key");
    properties.put("tocsin.sinks.hook.flush", "30s");
    properties.put("tocsin.sinks.events.kind", "cloudevents");
    properties.put("K_SINK", started.broker().uri().toString());
    properties.put("K_CE_OVERRIDES", "{\"extensions\":{\"team\":\"ops\"}}");
    return properties;
  }

  private static void sink(Map<String, String> properties, String name, String kind, URI url) {
    properties.put("tocsin.sinks." + name + ".kind", kind);
    properties.put("tocsin.sinks." + name + ".url", url.toString());
  }

  private static String newFolder(String name) {
    try {
      return Files.createTempDirectory("tocsin-" + name).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the test its servers, in its field of their type. */
  @Override
  public void inject(TestInjector test) {
    test.injectIntoFields(servers, new TestInjector.MatchesType(Servers.class));
  }

  /** Whether all of the binaries are installed. */
  public static boolean areAvailable() {
    return PrometheusServer.isAvailable()
        && AlertmanagerServer.isAvailable()
        && PushgatewayServer.isAvailable();
  }

  @Override
  public void stop() {
    Servers running = servers;
    if (running != null) {
      running.read().close();
      running.written().close();
      running.alertmanager().close();
      running.pushgateway().close();
      running.hook().close();
      running.broker().close();
    }
  }
}
