package dev.tocsin.function.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.function.RealPrometheus;
import dev.tocsin.testing.LogLines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The schedule inside the process, against a real Prometheus that scrapes every second. */
@QuarkusTest
@TestProfile(ScoreScheduleTest.EverySecond.class)
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class ScoreScheduleTest {
  /** Three seconds of steps of one: each run has about three to make up for. */
  public static final class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tocsin.jobs.gc.schedule.score", "3s");
    }
  }

  @Test
  void schedule_scoresWhatWasNotScoredYet() {
    try (LogLines runs = LogLines.ofRuns()) {
      await().atMost(Duration.ofSeconds(90)).until(() -> succeeded(runs).size() >= 2);

      // The first run of the process, the whole window, may have come before this looked.
      assertThat(succeeded(runs).get(1)).contains("job=gc").doesNotContain("steps=10 ");
    }
  }

  private static List<String> succeeded(LogLines runs) {
    return runs.ofRunsOf("score").stream().filter(line -> line.contains("outcome=ok")).toList();
  }
}
