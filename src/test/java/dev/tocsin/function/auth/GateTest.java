package dev.tocsin.function.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.tocsin.function.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a token configured, nothing answers without it but the probes. */
@QuarkusTest
@TestProfile(GateTest.WithToken.class)
class GateTest {
  private static final String TOKEN = "canary-7f3a";

  /** A token, and a Prometheus that nobody listens at. */
  public static final class WithToken implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tocsin.auth.token", TOKEN,
          "tocsin.prometheus.url", "http://127.0.0.1:9",
          "tocsin.jobs.dns.query", "up");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/score",
        "/retrain",
        "/dataset",
        "/metrics",
        "/q/health",
        "/q/health/",
        "/q/health/live/",
        "/q/health/live/../../score",
        "/q/health/live/%2e%2e/%2e%2e/../score",
        "/q/health/live;x/../../../score",
        "/q/health/live?x=/score",
        "/q/health/live%2f..%2f..%2f..%2fscore",
        "//score",
        "/./score",
        "/score;x=1",
        "/SCORE",
        "/score/",
        "/%73core",
        "/q/health/LIVE",
        "//q/health/live",
        "/q//health/live",
        "http://127.0.0.1/score",
        "/nothing"
      })
  void call_withoutToken_isRefusedOnEveryPath(String path) throws IOException {
    for (String method :
        new String[] {"GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"}) {
      assertThat(statusLine(method, path)).as(method + " " + path).contains(" 401 ");
    }
  }

  @Test
  void probe_otherThanGet_isRefused() throws IOException {
    assertThat(statusLine("POST", "/q/health/live")).contains(" 401 ");
  }

  @Test
  void probes_needNoToken() {
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/started").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(503); // Nobody listens where Prometheus is.
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer canary-7f3a",
    "authorization, bearer canary-7f3a",
    "X-API-Key, canary-7f3a"
  })
  void call_withToken_isLetIn(String header, String value) {
    given()
        .header(header, value)
        .contentType("application/json")
        .body("{\"job\":\"dns\"}")
        .post("/score")
        .then()
        .statusCode(502)
        .body("type", is("urn:tocsin:problem:source-unreachable"));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, canary-7f3a",
    "Authorization, Basic canary-7f3a",
    "Authorization, Bearer canary-7f3",
    "Authorization, Bearer canary-7f3aa",
    "Authorization, Bearer CANARY-7F3A",
    "Authorization, Bearer",
    "X-API-Key, canary",
    "X-Api-Token, canary-7f3a"
  })
  void call_withAnotherToken_isRefusedWithoutShowingEither(String header, String value) {
    given()
        .header(header, value)
        .contentType("application/json")
        .body("{\"job\":\"dns\"}")
        .post("/score")
        .then()
        .statusCode(401)
        .contentType(Problem.MEDIA_TYPE)
        .header("WWW-Authenticate", containsString("Bearer"))
        .body("type", is("urn:tocsin:problem:unauthorized"))
        .body("detail", not(containsString("canary")));
  }

  /** As it is written, which no HTTP library would send. */
  private String statusLine(String method, String path) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: tocsin\r\nContent-Length: 0\r\n"
              + "Connection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    }
  }
}
