package dev.tocsin.function.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.tocsin.function.StuckPrometheus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** More notifications at once than are answered at once. */
@QuarkusTest
@QuarkusTestResource(value = StuckPrometheus.class, restrictToAnnotatedClass = true)
class AlertOverloadTest {
  /** Set by {@link StuckPrometheus}. */
  StuckPrometheus prometheus = new StuckPrometheus();

  @Test
  void alert_beyondFourAtOnceIsA503_afterWhichAlertmanagerTriesAgain() {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<CompletableFuture<Response>> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < StuckPrometheus.JOBS; i++) {
        String body = notification(i);
        stuck.add(CompletableFuture.supplyAsync(() -> post(body), threads));
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> prometheus.requests() == StuckPrometheus.JOBS);

      post(notification(9))
          .then()
          .statusCode(503)
          .body("type", is("urn:tocsin:problem:overloaded"))
          .body("detail", containsString("4 notifications are being answered already"));
    } finally {
      prometheus.release();
      threads.shutdown();
    }
    // What Prometheus answered in the end is a fault of its own, which may pass as well.
    assertThat(stuck).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(503));
    assertThat(stuck)
        .allSatisfy(one -> assertThat(one.join().asString()).contains("source-unavailable"));
    post(notification(9)).then().body("type", is("urn:tocsin:problem:source-unavailable"));
  }

  private static String notification(int number) {
    String labels = "{\"tocsin_job\":\"job%d\"}".formatted(number % StuckPrometheus.JOBS);
    return "{\"alerts\":[{\"fingerprint\":\"%d\",\"labels\":%s,\"startsAt\":\"%s\"}]}"
        .formatted(number, labels, Instant.EPOCH.plusSeconds(1_700_000_000L));
  }

  private static Response post(String body) {
    return given().contentType("application/json").body(body).post("/alert");
  }
}
