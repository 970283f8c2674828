package dev.tocsin.function.dataset;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.tocsin.testing.RecordingReceiver;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints of a caller's own, to a canary that listens on loopback: none of them is asked. */
@QuarkusTest
class HostileEndpointsTest {
  private static final List<String> HOSTS =
      List.of(
          "127.0.0.1",
          "127.1",
          "2130706433",
          "0x7f000001",
          "0x7f.1",
          "017700000001",
          "0177.0.0.1",
          "0",
          "0.0.0.0",
          "localhost",
          "LOCALHOST",
          "localhost.",
          "[::1]",
          "[::]",
          "[::ffff:127.0.0.1]",
          "[::ffff:7f00:1]",
          "[0:0:0:0:0:0:0:1]",
          "①②⑦.⓪.⓪.①",
          "127。0。0。1",
          "localhost%00.example.org");

  private static final List<String> FORMS =
      List.of(
          "http://%s",
          "HTTP://%s/",
          "//%s",
          "%s",
          "http:%s",
          "http:\\\\%s",
          "http://default@%s",
          "http://%s#@example.org",
          "http://example.org@%s/?default",
          "http://%s/\r\nHost: default");

  private final RecordingReceiver canary = RecordingReceiver.start();

  @AfterEach
  void close() {
    canary.close();
  }

  @Test
  void dataset_asksNoEndpointButThoseConfigured() {
    List<String> endpoints = new ArrayList<>();
    for (String host : HOSTS) {
      String authority = host + ":" + canary.uri().getPort();
      FORMS.forEach(form -> endpoints.add(form.formatted(authority)));
    }
    assertThat(endpoints).hasSize(200);
    for (String endpoint : endpoints) {
      given()
          .contentType("application/json")
          .body(Map.of("query", "up", "length", "5", "endpoint", endpoint))
          .post("/dataset")
          .then()
          .statusCode(400)
          .body("detail", containsString("is not configured; expected \"default\" or"));
    }
    assertThat(canary.requests()).isEmpty();
  }
}
