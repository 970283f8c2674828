package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.testing.BrokerStandIn;
import dev.tocsin.testing.BuiltFunction;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes of the built function behind a broker: together they answer what one alone does.
 *
 * <p>With {@code -Dtocsin.test.series=100000} it is a measurement; the time of each way is printed.
 */
class ScaleOutIT {
  private static final int SERIES = Integer.getInteger("tocsin.test.series", 3_000);
  private static final int PROCESSES = 3;
  private static final int STEPS = 90;
  private static final int STEP_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Instant end =
      Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);

  @Test
  void plan_scoresManySeriesInThreeProcessesAsOneDoes(@TempDir Path folder) throws Exception {
    PrometheusServer.assumeAvailable();
    try (PrometheusServer prometheus = PrometheusServer.with().openMetrics(series()).start();
        BrokerStandIn broker = BrokerStandIn.start()) {
      List<BuiltFunction> processes = new ArrayList<>();
      try {
        for (int i = 0; i < PROCESSES; i++) {
          processes.add(BuiltFunction.start(properties(prometheus, broker, folder)));
        }
        compare(processes, broker);
      } finally {
        processes.forEach(BuiltFunction::close);
      }
    }
  }

  private void compare(List<BuiltFunction> processes, BrokerStandIn broker) throws Exception {
    String job = "{\"job\":\"load\",\"end\":\"" + end + "\"";
    processes.get(0).post("/retrain", job + "}");
    long start = System.nanoTime();
    Map<String, JsonNode> alone =
        series(List.of(JSON.readTree(processes.get(0).post("/score", job + "}"))));
    print("one process", start);

    // The first tries of every fourth event go to where nobody listens: it is tried elsewhere.
    processes.forEach(process -> broker.subscribe(process.url()));
    broker.subscribe(BuiltFunction.nowhere());
    start = System.nanoTime();
    JsonNode plan = JSON.readTree(processes.get(1).post("/plan", job + ",\"shards\":8}"));
    int parts = plan.path("parts").size();
    List<JsonNode> answers = new ArrayList<>();
    for (BrokerStandIn.Reply reply : broker.awaitReplies(parts)) {
      assertThat(reply.type()).isEqualTo("dev.tocsin.score.answer.v1");
      answers.add(JSON.readTree(reply.data()));
    }
    print(PROCESSES + " processes, " + parts + " parts", start);

    assertThat(plan.path("sent").asBoolean()).isTrue();
    assertThat(parts).isEqualTo(8);
    assertThat(broker.retries()).isPositive();
    assertThat(broker.servedBy())
        .containsExactlyInAnyOrderElementsOf(processes.stream().map(BuiltFunction::url).toList());
    Map<String, JsonNode> together = series(answers);
    assertThat(alone).hasSize(SERIES);
    assertThat(together.keySet()).isEqualTo(alone.keySet());
    alone.forEach((labels, one) -> assertThat(together.get(labels)).isEqualTo(one));
  }

  private static Map<String, JsonNode> series(List<JsonNode> answers) {
    Map<String, JsonNode> series = new TreeMap<>();
    for (JsonNode answer : answers) {
      for (JsonNode one : answer.path("series")) {
        JsonNode before = series.put(one.path("labels").toString(), one);
        assertThat(before).as("a series in two parts").isNull();
      }
    }
    return series;
  }

  private static void print(String what, long startNanos) {
    long millis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    System.out.printf(Locale.ROOT, "%d series, %s: %d ms%n", SERIES, what, millis);
  }

  private static Map<String, String> properties(
      PrometheusServer prometheus, BrokerStandIn broker, Path folder) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    properties.put("tocsin.prometheus.url", prometheus.uri().toString());
    properties.put("tocsin.store.path", folder.resolve("models").toString());
    properties.put("tocsin.events.sink", broker.uri().toString());
    properties.put("tocsin.jobs.load.query", "load");
    properties.put("tocsin.jobs.load.step", STEP_SECONDS + "s");
    properties.put("tocsin.jobs.load.window", "5m");
    properties.put("tocsin.jobs.load.history", (STEPS - 1) + "m");
    properties.put("tocsin.jobs.load.model.kind", "linear");
    properties.put("tocsin.jobs.load.model.lags", "4");
    return properties;
  }

  /** Noise; one in a hundred jumps at the end, so that there is something to find. */
  private String series() {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SERIES; i++) {
      for (int step = 0; step < STEPS; step++) {
        long time = end.getEpochSecond() - (long) (STEPS - 1 - step) * STEP_SECONDS;
        double value = 50 + random.nextGaussian() + (i % 100 == 0 && step == STEPS - 1 ? 30 : 0);
        text.append("load{host=\"h").append(i).append("\",zone=\"z").append(i % 16).append("\"} ");
        text.append(Math.round(value * 1000) / 1000.0).append(' ').append(time).append('\n');
      }
    }
    return text.append("# EOF\n").toString();
  }
}
