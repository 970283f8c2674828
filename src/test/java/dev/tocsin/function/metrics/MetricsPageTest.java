package dev.tocsin.function.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.function.RealPrometheus;
import dev.tocsin.testing.PrometheusServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Tocsin tells about itself, after a score that went well and one that did not. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
class MetricsPageTest {
  private static final Pattern NAME = Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE);

  @BeforeEach
  void score() {
    // Until Prometheus has scraped for the first time, nothing is there to be scored.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                post(
                    "{\"query\":\"up\",\"step\":\"1s\",\"window\":\"5s\",\"group_by\":\"job\"}",
                    200));
    post("{\"query\":\"up{\"}", 400);
  }

  private static void post(String body, int status) {
    given().contentType("application/json").body(body).post("/score").then().statusCode(status);
  }

  @Test
  void page_countsRunsByOutcome() {
    String page = page();

    assertThat(page)
        .containsPattern(
            "tocsin_runs_total\\{function=\"score\",job_name=\"adhoc\",outcome=\"ok\"} [1-9]")
        .containsPattern("tocsin_runs_total\\{.*outcome=\"bad-query\"} [1-9]")
        .containsPattern("tocsin_read_samples_total\\{protocol=\"\\w+\"} [1-9]")
        .containsPattern("tocsin_read_duration_seconds_count\\{outcome=\"bad_query\"} [1-9]")
        .containsPattern("tocsin_points_total\\{job_name=\"adhoc\",state=\"\\w+\"} [1-9]")
        .containsPattern("tocsin_groups\\{job_name=\"adhoc\"} [0-9]")
        .containsPattern("tocsin_build_info\\{.*version=\"[0-9].*\"} 1");
  }

  @Test
  void page_pleasesPromtool() throws IOException, InterruptedException {
    PrometheusServer.assumeAvailable();
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    promtool.outputWriter().append(page()).close();
    String remarks = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(remarks).isZero();
    assertThat(remarks).isEmpty();
  }

  @Test
  void page_isOpenMetricsWhereThatIsAccepted() {
    given()
        .header("Accept", "application/openmetrics-text;version=1.0.0")
        .get("/metrics")
        .then()
        .statusCode(200)
        .contentType("application/openmetrics-text");
  }

  @Test
  void page_andItsDocumentationNameTheSameMetrics() throws IOException {
    String documentation = Files.readString(Path.of("docs/METRICS.md"));
    List<String> documented =
        Pattern.compile("^\\| `(tocsin_\\w+)", Pattern.MULTILINE)
            .matcher(documentation)
            .results()
            .map(match -> match.group(1))
            .toList();
    Matcher shown = NAME.matcher(page());

    assertThat(documented).containsAll(shown.results().map(m -> m.group(1)).toList());
  }

  private static String page() {
    return given().get("/metrics").then().statusCode(200).extract().asString();
  }
}
