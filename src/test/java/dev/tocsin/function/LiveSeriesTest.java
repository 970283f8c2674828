package dev.tocsin.function;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The function against series that a real Prometheus scrapes right now, every second. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class LiveSeriesTest {
  /** 50 windows are wanted of one sample a second, beside the start of two processes. */
  private static final Duration UNTIL_TRAINABLE = Duration.ofMinutes(3);

  @Test
  void score_ofLiveSeriesKeepsTwoJobsWithTheSameMetricApart() {
    // Before there is enough history every series says so, and nothing has a fake score.
    await().atMost(UNTIL_TRAINABLE).until(() -> ask().statusCode() == 200);
    JsonPath early = score();
    assertThat(early.getList("series.outcome")).containsOnly("skipped");
    assertThat(early.getList("series.reason")).containsAnyOf("no model", "no sample");

    // One of the two began a second later: only a model that knows both will do.
    await().atMost(UNTIL_TRAINABLE).pollInterval(Duration.ofSeconds(2)).until(() -> trained() == 2);
    assertThat(score().getList("series.outcome")).hasSize(2).containsOnly("scored");

    List<Map<String, String>> labels = score().getList("series.labels");
    assertThat(labels)
        .extracting(series -> series.get("__name__"))
        .containsOnly("go_memstats_gc_sys_bytes");
    assertThat(labels)
        .extracting(series -> series.get("job"))
        .containsExactlyInAnyOrder("node", "prometheus");

    retrain()
        .then()
        .statusCode(200)
        .body("promoted", is(true))
        .body("model.id", notNullValue())
        .body("accuracy.windows", greaterThan(0));
  }

  @Test
  void readiness_tellsThePrometheusThatIsReached() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", hasItem("prometheus"))
        .body("checks.find{it.name=='prometheus'}.status", is("UP"));
  }

  private static Response ask() {
    return post("/score", "{\"job\":\"gc\"}");
  }

  /** By force: seconds after a first model there is nothing to prove one on. */
  private static Response retrain() {
    return post("/retrain", "{\"job\":\"gc\",\"force\":true}");
  }

  /** How many series a new model has; none while there is too little history. */
  private static int trained() {
    Response answer = retrain();
    return answer.statusCode() == 200 ? answer.jsonPath().getInt("series") : 0;
  }

  private static Response post(String path, String body) {
    return given().contentType("application/json").body(body).post(path);
  }

  private static JsonPath score() {
    return ask().then().statusCode(200).extract().jsonPath();
  }
}
