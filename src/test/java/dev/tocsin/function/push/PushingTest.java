package dev.tocsin.function.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.push.delivery.SinkStatus;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.LogLines;
import dev.tocsin.testing.RecordingReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A score's way to real sinks of every kind. */
@QuarkusTest
@QuarkusTestResource(value = RealSinks.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.function.push.RealSinks#areAvailable")
class PushingTest {
  RealSinks.@Nullable Servers servers;

  @Inject @Nullable Pushing pushing;

  @Test
  void score_tellsEverySinkOfItsJob() {
    RealSinks.Servers running = Objects.requireNonNull(servers);
    List<String> lines = linesOf(() -> score("spike"));

    assertThat(lines)
        .singleElement()
        .asString()
        .contains(" pushed=tsdb:2,gateway:1,alerts:1,hook:1,events:2 ")
        .contains(" outcome=ok ");
    // A run waits for the webhook, which asks for it.
    RecordingReceiver.Request hook = running.hook().requests().get(0);
    assertThat(hook.headers()).containsKey("X-Tocsin-Signature");
    assertThat(hook.body()).contains("\"job\":\"spike\"").contains("\"reason\":\"anomalous\"");

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::hasNothingLeft);

    assertThat(given().get("/metrics").asString())
        .contains("tocsin_sink_sent_total{sink=\"tsdb\"} 2.0")
        .contains("tocsin_sink_dropped_total{reason=\"late\",sink=\"tsdb\"} 0.0");
    assertThat(statuses()).allSatisfy(sink -> assertThat(sink.drops().total()).isZero());
    assertThat(written(running, "anomaly_score").labels(0))
        .isEqualTo(
            Labels.of(
                "__name__",
                "anomaly_score",
                "for",
                "odd_spike",
                "model_alias",
                "seasonal-ar",
                "scheduler_alias",
                "spike"));
    assertThat(written(running, "anomaly_score").value(0, 0)).isGreaterThan(1);
    assertThat(written(running, "y").value(0, 0)).isEqualTo(500);
    assertThat(running.pushgateway().metrics()).contains("scheduler_alias=\"spike\"} ");
    assertThat(running.alertmanager().alerts())
        .contains("\"tocsin_job\":\"spike\"")
        .contains("\"for\":\"odd_spike\"")
        .contains("\"severity\":\"page\"")
        .contains(running.read().uri() + "/graph?g0.expr=odd_spike");
    assertThat(running.broker().requests())
        .extracting(request -> request.headers().get("ce-type"))
        .containsExactly("dev.tocsin.scores.v1", "dev.tocsin.incident.v1");
    assertThat(running.broker().requests().get(0).headers()).containsEntry("ce-team", "ops");
  }

  @Test
  void score_ofAJobWithoutSinksTellsNobody() {
    assertThat(linesOf(() -> score("wave"))).singleElement().asString().doesNotContain("pushed");
  }

  private void score(String job) {
    RealSinks.Servers running = Objects.requireNonNull(servers);
    given()
        .contentType("application/json")
        .body("{\"job\":\"%s\",\"end\":\"%s\"}".formatted(job, running.oddEnd()))
        .post("/score")
        .then()
        .statusCode(200);
  }

  private List<SinkStatus> statuses() {
    return Objects.requireNonNull(pushing).status();
  }

  private boolean hasNothingLeft() {
    return statuses().stream().allMatch(sink -> sink.waiting() == 0);
  }

  private static SeriesMatrix written(RealSinks.Servers running, String series) {
    TimeGrid grid = new TimeGrid(running.oddEnd().toEpochMilli(), 15_000, 1);
    return new PrometheusSource(PrometheusEndpoint.at(running.written().uri()))
        .read(new RangeQuery(series, grid))
        .matrix();
  }

  private static List<String> linesOf(Runnable run) {
    try (LogLines lines = LogLines.ofRuns()) {
      run.run();
      return lines.all();
    }
  }
}
