package dev.tocsin.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.function.StuckPrometheus;
import io.quarkus.scheduler.SkippedExecution;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs that are due while the one before still waits for its Prometheus. */
@QuarkusTest
@QuarkusTestResource(value = StuckPrometheus.class, restrictToAnnotatedClass = true)
@TestProfile(JobScheduleTest.EverySecond.class)
class JobScheduleTest {
  /** Set by {@link StuckPrometheus}. */
  StuckPrometheus prometheus = new StuckPrometheus();

  @Inject @Nullable Skips skips;

  /** One job of several. */
  public static final class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tocsin.jobs.job1.schedule.score", "1s");
    }
  }

  /** What the scheduler says it left out. */
  @Singleton
  static class Skips {
    private final List<String> jobs = new CopyOnWriteArrayList<>();

    void skipped(@Observes SkippedExecution skipped) {
      jobs.add(skipped.triggerId);
    }

    List<String> jobs() {
      return jobs;
    }
  }

  @Test
  void runs_neverOverlap() {
    List<String> skipped = Objects.requireNonNull(skips).jobs();
    await().atMost(Duration.ofMinutes(1)).until(() -> skipped.size() >= 2);

    assertThat(skipped).containsOnly("score-job1");
    assertThat(prometheus.requests()).isEqualTo(1);
    prometheus.release();
  }
}
