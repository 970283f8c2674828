package dev.tocsin.function;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.tocsin.function.problem.Problem;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Nobody listens where Prometheus should be: said so, on every way in, and the process lives. */
@QuarkusTest
@TestProfile(NoPrometheusTest.NobodyListens.class)
class NoPrometheusTest {
  /** A job that is retrained every second, on a port that nobody listens on. */
  public static final class NobodyListens implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tocsin.prometheus.url", "http://127.0.0.1:9",
          "tocsin.jobs.dns.query", "up",
          "tocsin.jobs.dns.schedule.retrain", "1s");
    }
  }

  @Test
  void score_saysThatPrometheusCannotBeReached() {
    given()
        .contentType("application/json")
        .body("{\"job\":\"dns\"}")
        .post("/score")
        .then()
        .statusCode(502)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", is("urn:tocsin:problem:source-unreachable"))
        .body("detail", containsString("http://127.0.0.1:9"));
  }

  @Test
  void readiness_saysThatPrometheusCannotBeReached() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.find{it.name=='prometheus'}.status", is("DOWN"))
        .body("checks.find{it.name=='prometheus'}.data.reason", containsString("127.0.0.1:9"));
  }

  @Test
  void schedule_goesOnThoughEveryRetrainingFails() {
    AtomicInteger runs = new AtomicInteger();
    Handler counter = new RunCounter(runs);
    Logger log = Logger.getLogger("dev.tocsin.run");
    log.addHandler(counter);
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() >= 2);
    } finally {
      log.removeHandler(counter);
    }
    assertThat(CDI.current().select(Scheduler.class).get().isRunning()).isTrue();
  }

  /** Counts the lines of failed retrainings. */
  private static final class RunCounter extends Handler {
    private final AtomicInteger runs;

    RunCounter(AtomicInteger runs) {
      this.runs = runs;
    }

    @Override
    public void publish(LogRecord line) {
      String text = String.format(line.getMessage(), line.getParameters());
      if (text.startsWith("retrain") && text.contains("source-unreachable")) {
        runs.incrementAndGet();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
