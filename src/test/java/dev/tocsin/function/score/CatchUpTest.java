package dev.tocsin.function.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.pipeline.job.Reach;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Instant AT = Instant.parse("2026-11-21T22:00:00Z");

  private final CatchUp catchUp =
      new CatchUp(new Reach(STEP, Duration.ofMinutes(5), Duration.ofDays(1)));

  @Test
  void steps_ofTheFirstRunAreTheWholeWindow() {
    assertThat(catchUp.steps(AT)).isEqualTo(20);
  }

  @Test
  void steps_areThoseSinceTheLastOneScored() {
    catchUp.done(AT);
    assertThat(catchUp.steps(AT.plus(STEP))).isEqualTo(1);
    assertThat(catchUp.steps(AT.plusSeconds(60))).isEqualTo(4);
    assertThat(catchUp.steps(AT.plusSeconds(74))).isEqualTo(4);
    assertThat(catchUp.steps(AT.plusSeconds(75))).isEqualTo(5);
  }

  @Test
  void steps_afterARunThatFailedAreMadeUpFor() {
    catchUp.done(AT);
    assertThat(catchUp.steps(AT.plusSeconds(15))).isEqualTo(1); // fails: done() is not called
    assertThat(catchUp.steps(AT.plusSeconds(30))).isEqualTo(2);
  }

  @Test
  void steps_beforeTheWindowAreNotMadeUpFor() {
    catchUp.done(AT);
    assertThat(catchUp.steps(AT.plus(Duration.ofHours(1)))).isEqualTo(20);
  }

  @Test
  void steps_asLongAsThereIsNoNewOneAreTheLast() {
    catchUp.done(AT);
    assertThat(catchUp.steps(AT.plusSeconds(3))).isEqualTo(1);
    catchUp.done(AT.minusSeconds(60));
    assertThat(catchUp.steps(AT.plusSeconds(15))).isEqualTo(1);
  }
}
