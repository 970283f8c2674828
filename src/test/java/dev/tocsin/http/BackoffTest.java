package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  @Test
  void wait_fillsABoundThatDoublesUpToTheCap() {
    Random random = new Random(1);
    int[] failures = {1, 2, 3, 6, 7, 100};
    long[] boundMillis = {100, 200, 400, 3200, 5000, 5000};
    for (int i = 0; i < failures.length; i++) {
      long shortest = Long.MAX_VALUE;
      long longest = 0;
      for (int round = 0; round < 1_000; round++) {
        long nanos = BACKOFF.wait(failures[i], Optional.empty(), random).toNanos();
        shortest = Math.min(shortest, nanos);
        longest = Math.max(longest, nanos);
      }
      long bound = Duration.ofMillis(boundMillis[i]).toNanos();
      assertThat(shortest).isBetween(1L, bound / 20);
      assertThat(longest).isBetween(bound - bound / 20, bound);
    }
  }

  @Test
  void wait_isLongerThanTheServerAsks_withinReason() {
    Random random = new Random(1);
    Duration most = Duration.ofMillis(100);
    for (int round = 0; round < 100; round++) {
      Duration seconds = Duration.ofSeconds(7);
      assertThat(BACKOFF.wait(1, Optional.of(seconds), random))
          .isBetween(seconds.plusNanos(1), seconds.plus(most));
      Duration bound = Duration.ofMinutes(10);
      assertThat(BACKOFF.wait(1, Optional.of(Duration.ofDays(7)), random))
          .isBetween(bound.plusNanos(1), bound.plus(most));
    }
  }

  @Test
  void new_refusesDurationsThatContradict() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("the longer one last");
  }
}
