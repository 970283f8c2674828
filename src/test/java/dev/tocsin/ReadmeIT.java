package dev.tocsin;

import static dev.tocsin.testing.DocumentedExample.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.testing.BuiltCommand;
import dev.tocsin.testing.DocumentedExample;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the examples of the README and of {@code docs/CALLS.md} as they stand, against the built
 * function and a real Prometheus.
 */
class ReadmeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PORT = ServerProcess.freePort();

  @TempDir static Path folder = Path.of("");
  private static @Nullable PrometheusServer prometheus;
  private static @Nullable Process function;

  @BeforeAll
  static void startAsTheReadmeSays() throws IOException {
    PrometheusServer.assumeAvailable();
    prometheus =
        PrometheusServer.with()
            .openMetrics(queries())
            .scrapeItself("prometheus", Duration.ofSeconds(1))
            .start()
            .awaitSeries("up");
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        config.resolve("application.properties"),
        DocumentedExample.of("job").replace("http://localhost:9090", prometheus.uri().toString()));
    String start =
        DocumentedExample.of("start")
            .lines()
            .filter(line -> line.startsWith("java "))
            .findFirst()
            .orElseThrow()
            .replace("&", "");
    assertThat(start.strip()).isEqualTo("java -jar target/quarkus-app/quarkus-run.jar");
    ProcessBuilder command = bash("exec " + String.join(" ", BuiltCommand.line(List.of())));
    command.environment().put("QUARKUS_HTTP_PORT", Integer.toString(PORT));
    command.environment().put("TOCSIN_STORE_PATH", folder.resolve("models").toString());
    function = command.redirectOutput(folder.resolve("log").toFile()).start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> run("curl -sf localhost:8080/q/health/ready").contains("UP"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (function != null) {
      function.destroy();
      function.waitFor();
    }
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void firstQuestion_isAnswered() throws IOException {
    String curl =
        DocumentedExample.of("start").substring(DocumentedExample.of("start").indexOf("curl"));

    // The server has just begun to scrape: its first sample lies on the grid within 15 s.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> assertThat(run(curl)).contains("\"__name__\":\"process_cpu_seconds_total\""));
  }

  @Test
  void scoreOfAJob_looksAsTheReadmeShows() throws IOException {
    JsonNode answer = JSON.readTree(run(DocumentedExample.of("score")));

    assertThat(answer.path("series").path(0).path("outcome").asText()).isEqualTo("scored");
    JsonNode shown = DocumentedExample.json("answer");
    Set<String> documented = fields(shown);
    assertThat(documented).containsAll(fields(answer));
    assertThat(fields(answer)).contains("job", "at", "model", "series", "points", "anomaly_score");
    assertThat(fields(answer)).containsAll(fields(DocumentedExample.json("answer-in-short")));
  }

  @Test
  void backtest_isAnswered() throws IOException {
    JsonNode answer = JSON.readTree(run(DocumentedExample.of("backtest")));

    assertThat(answer.path("series").path(0).path("points")).as("%s", answer).hasSize(3);
    assertThat(answer.path("incidents").isArray()).isTrue();
  }

  @Test
  void retrain_isAnswered() throws IOException {
    JsonNode answer = JSON.readTree(run(DocumentedExample.of("retrain")));

    assertThat(answer.path("model").path("kind").asText())
        .as("%s", answer)
        .isEqualTo("seasonal-ar");
    assertThat(answer.path("series").asInt()).isEqualTo(2);
  }

  @Test
  void dataset_looksAsTheReadmeShows() throws IOException {
    JsonNode answer = JSON.readTree(run(DocumentedExample.of("dataset")));

    JsonNode shown = DocumentedExample.json("dataset-answer");
    assertThat(answer.path("spec")).as("%s", answer).isEqualTo(shown.path("spec"));
    assertThat(fields(answer)).isEqualTo(fields(shown));
    assertThat(answer.path("times")).hasSize(5);
    assertThat(answer.findValues("coredns_dns_requests_total{type=\"A\"}"))
        .singleElement()
        .satisfies(values -> assertThat(values).hasSize(5).allMatch(JsonNode::isNumber));
  }

  private static String run(String script) throws IOException {
    Process process = bash(script.replace("localhost:8080", "localhost:" + PORT)).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static ProcessBuilder bash(String script) {
    return new ProcessBuilder("bash", "-c", script)
        .directory(folder.toFile())
        .redirectErrorStream(true);
  }

  /** Three hours of two counters that end now. */
  private static String queries() {
    StringBuilder text = new StringBuilder();
    long end = Instant.now().getEpochSecond() / 15 * 15;
    for (String type : new String[] {"A", "AAAA"}) {
      long count = 0;
      for (int i = 0; i <= 720; i++) {
        count += 600 + (i * 7_919L) % 101;
        text.append(
            "coredns_dns_requests_total{instance=\"localhost:9153\",job=\"coredns\",type=\"");
        text.append(type).append("\"} ").append(count);
        text.append(' ').append(end - (720 - i) * 15L).append('\n');
      }
    }
    return text.toString();
  }
}
