package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void pause_growsWithEachRetry() {
    for (int retries = 0; retries < Backoff.MAX_RETRIES; retries++) {
      assertThat(Backoff.pause(retries, Optional.empty(), MINUTE, 1.0))
          .hasValue(Duration.ofMillis(200L << retries));
      assertThat(Backoff.pause(retries, Optional.empty(), MINUTE, 0.0)).hasValue(Duration.ZERO);
    }
    assertThat(Backoff.pause(Backoff.MAX_RETRIES, Optional.empty(), MINUTE, 0.5)).isEmpty();
  }

  @Test
  void pause_isNeverShorterThanTheServerSays() {
    Optional<Duration> told = Optional.of(Duration.ofSeconds(7));
    assertThat(Backoff.pause(0, told, MINUTE, 0.0)).isEqualTo(told);
    assertThat(Backoff.pause(0, told, MINUTE, 0.5)).hasValue(Duration.ofMillis(7_100));
  }

  @Test
  void pause_endsBeforeTheDeadline() {
    Optional<Duration> told = Optional.of(Duration.ofSeconds(7));
    assertThat(Backoff.pause(0, told, Duration.ofSeconds(7), 0.0)).isEmpty();
    assertThat(Backoff.pause(0, Optional.empty(), Duration.ofMillis(100), 1.0)).isEmpty();
  }
}
