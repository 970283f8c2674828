package dev.tocsin.function.versions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tocsin.function.RealPrometheus;
import dev.tocsin.function.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Champions, challengers and roll-back, over HTTP and against a real Prometheus. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class VersionFunctionsTest {
  /** When the odd series end; set by {@link RealPrometheus}. */
  Instant oddEnd = Instant.EPOCH;

  @Test
  void rollback_letsAListedVersionServe() {
    String first =
        retrain("{'job':'wave','end':'%s','force':true}".formatted(oddEnd.minusSeconds(3_000)))
            .body("promoted", is(true))
            .extract()
            .path("model.id");
    retrain("{'job':'wave','end':'%s'}".formatted(oddEnd.minusSeconds(2_940)))
        .body("promoted", is(false))
        .body("reason", startsWith("only 4 steps are new to the champion"))
        .body("champion", is(first));
    String second =
        retrain("{'job':'wave','end':'%s','force':true}".formatted(oddEnd))
            .body("promoted", is(true))
            .body("champion", is(first))
            .body("contest.points", notNullValue())
            .body("contest.champion.interval_score", notNullValue())
            .body("contest.challenger.mase", notNullValue())
            .extract()
            .path("model.id");
    assertThat(served()).isEqualTo(second);
    post("/models", "{'job':'wave'}")
        .statusCode(200)
        .body("versions", hasSize(2))
        .body("versions.find{it.current}.id", is(second))
        .body("versions.find{!it.current}.id", is(first))
        .body("versions.find{!it.current}.reason", is("no model served the job"));

    post("/rollback", "{'job':'wave','version':'%s'}".formatted(first))
        .statusCode(200)
        .body("model.id", is(first));

    assertThat(served()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/models | {} | 400 | bad-request | no job given; expected {\"job\":\"dns\"}",
        "/models | {'job':'x'} | 404 | unknown-job | job \"x\" is not configured",
        "/models | {'job':'wave','version':'x'} | 400 | bad-request | unknown field [version]",
        "/cancel | {'job':'wave','now':1} | 400 | bad-request | unknown field [now]",
        "/rollback | {'job':'wave'} | 400 | bad-request | no version given; expected",
        "/rollback | {'job':'wave','version':'../x'} | 400 | bad-request | id '../x', expected",
        "/rollback | {'job':'wave','version':'x'} | 404 | unknown-version | no version x of job",
        "/retrain | {'job':'wave','force':'maybe'} | 400 | bad-request | force is \"maybe\"",
      })
  void wrongRequests_areProblems(String path, String body, int status, String type, String detail) {
    post(path, body)
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", is("urn:tocsin:problem:" + type))
        .body("detail", containsString(detail));
  }

  @Test
  void cancel_ofNothingSaysSo() {
    post("/cancel", "{'job':'wave'}").statusCode(200).body("cancelled", is(false));
  }

  private String served() {
    return post("/score", "{'job':'wave','end':'%s'}".formatted(oddEnd))
        .statusCode(200)
        .extract()
        .path("model.id");
  }

  private static ValidatableResponse retrain(String body) {
    return post("/retrain", body).statusCode(200);
  }

  private static ValidatableResponse post(String path, String body) {
    return given().contentType("application/json").body(body.replace('\'', '"')).post(path).then();
  }
}
