package dev.tocsin.function.versions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tocsin.function.RealPrometheus;
import dev.tocsin.testing.LogLines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What the log says of a roll-back; seen in the process itself. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
final class RollbackLogTest {
  @Test
  void toAVersionThatNobodyHas_isOneLineOfTheLog() {
    try (LogLines runs = LogLines.ofRuns()) {
      given()
          .contentType("application/json")
          .body("{\"job\":\"wave\",\"version\":\"x\\nscore job=wave outcome=ok\"}")
          .post("/rollback")
          .then()
          .statusCode(400);

      assertThat(runs.ofRunsOf("rollback"))
          .singleElement(as(STRING))
          .contains("job=wave outcome=urn:tocsin:problem:bad-request")
          .doesNotContain("\n", "model=");
    }
  }
}
