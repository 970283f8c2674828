package dev.tocsin.function;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.tocsin.function.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the server does, the caller gets a problem that says so, and the process lives. */
@QuarkusTest
@QuarkusTestResource(value = BrokenPrometheus.class, restrictToAnnotatedClass = true)
class BrokenPrometheusTest {
  @ParameterizedTest
  @CsvSource({
    "status_401, 502, source-unauthorized",
    "status_403, 502, source-unauthorized",
    "status_404, 502, source-malformed",
    "status_302, 502, source-malformed",
    "status_429, 503, source-unavailable",
    "status_500, 503, source-unavailable",
    "status_503, 503, source-unavailable",
    "html, 502, source-malformed",
    "cut, 502, source-unreachable",
    "slow, 504, source-timeout",
  })
  void score_answersAProblem(String fault, int status, String type) {
    given()
        .contentType("application/json")
        .body("{\"query\":\"" + fault + "\"}")
        .post("/score")
        .then()
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", is("urn:tocsin:problem:" + type))
        .body("detail", not(emptyOrNullString()));
  }
}
