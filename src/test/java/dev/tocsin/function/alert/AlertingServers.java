package dev.tocsin.function.alert;

import dev.tocsin.function.OddSeries;
import dev.tocsin.testing.AlertmanagerServer;
import dev.tocsin.testing.EventCollector;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RecordingReceiver;
import dev.tocsin.testing.ServerProcess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus whose rules fire, an Alertmanager that calls the function, and an event sink. The
 * odd series lie in the past, and are seen with an offset so that they end now.
 */
public final class AlertingServers implements QuarkusTestResourceLifecycleManager {
  private static final Duration AGE = Duration.ofHours(3);

  private final EventCollector collector = EventCollector.start();
  private final RecordingReceiver hook = RecordingReceiver.start();
  private @Nullable PrometheusServer prometheus;
  private @Nullable AlertmanagerServer alertmanager;

  @Override
  public Map<String, String> start() {
    PrometheusServer.assumeAvailable();
    AlertmanagerServer.assumeAvailable();
    int port = ServerProcess.freePort();
    alertmanager = AlertmanagerServer.start("http://127.0.0.1:" + port + "/alert");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    prometheus =
        PrometheusServer.with()
            .openMetrics(OddSeries.openMetrics(now.minus(AGE)))
            .rules(rules())
            .alertmanager(alertmanager.uri().getAuthority())
            .start();
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.http.test-port", Integer.toString(port));
    properties.put("tocsin.prometheus.url", prometheus.uri().toString());
    properties.put("tocsin.store.path", newFolder());
    properties.put("tocsin.events.sink", collector.uri().toString());
    properties.put("tocsin.sinks.hook.kind", "webhook");
    properties.put("tocsin.sinks.hook.url", hook.uri().toString());
    properties.put("tocsin.jobs.spike.sinks", "hook");
    properties.put("tocsin.events.overrides", "{\"extensions\":{\"team\":\"dns\"}}");
    addJob(properties, "spike", "odd_spike");
    addJob(properties, "wave", "odd_wave");
    return properties;
  }

  private static void addJob(Map<String, String> properties, String name, String series) {
    properties.put("tocsin.jobs." + name + ".query", ended(series));
    properties.put("tocsin.jobs." + name + ".step", "15s");
    properties.put("tocsin.jobs." + name + ".window", "5m");
    properties.put("tocsin.jobs." + name + ".history", "90m");
  }

  private static String ended(String series) {
    return series + " offset " + AGE.toSeconds() + "s";
  }

  private static String rules() {
    return """
    - name: test
      interval: 1s
      rules:
      - alert: Spike
        expr: (%s) > 400
        labels: {tocsin_job: spike, severity: page}
      - alert: Wave
        expr: (%s) > 0
        labels: {severity: page}
      - alert: Elsewhere
        expr: vector(1)
        labels: {instance: elsewhere}
    """
        .formatted(ended("odd_spike"), ended("odd_wave{host=\"a\"}"));
  }

  private static String newFolder() {
    try {
      return Files.createTempDirectory("tocsin-models").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the test the sinks. */
  @Override
  public void inject(TestInjector test) {
    test.injectIntoFields(collector, new TestInjector.MatchesType(EventCollector.class));
    test.injectIntoFields(hook, new TestInjector.MatchesType(RecordingReceiver.class));
  }

  @Override
  public void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (alertmanager != null) {
      alertmanager.close();
    }
    collector.close();
    hook.close();
  }
}
