package dev.tocsin.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
  private Instant now = Instant.parse("2026-11-21T22:00:00Z");
  private final SeenEvents seen = new SeenEvents(() -> now);
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void once_runsAnEventOnceAndAnswersTheSame() {
    assertThat(seen.once("broker", "1", this::run)).isEqualTo("run 1");
    assertThat(seen.once("broker", "1", this::run)).isEqualTo("run 1");
    assertThat(seen.once("broker", "2", this::run)).isEqualTo("run 2");
    assertThat(seen.once("other", "1", this::run)).isEqualTo("run 3");
  }

  @Test
  void once_runsAgainWhatFailed() {
    assertThatThrownBy(() -> seen.once("broker", "1", this::fail)).hasMessage("run 1 failed");
    assertThat(seen.once("broker", "1", this::run)).isEqualTo("run 2");
    assertThat(seen.once("broker", "1", this::run)).isEqualTo("run 2");
  }

  @Test
  void once_ofAnEventThatRunsWaitsForIt() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch allowed = new CountDownLatch(1);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(
            () ->
                seen.once(
                    "broker",
                    "1",
                    () -> {
                      started.countDown();
                      return await(allowed) ? run() : "never";
                    }));
    started.await();
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> seen.once("broker", "1", this::run));
    allowed.countDown();

    assertThat(first.get()).isEqualTo("run 1");
    assertThat(second.get()).isEqualTo("run 1");
  }

  @Test
  void once_forgetsAfterItsTime() {
    seen.once("broker", "1", this::run);
    now = now.plus(SeenEvents.KEPT_FOR);
    assertThat(seen.once("broker", "1", this::run)).isEqualTo("run 1");
    now = now.plus(Duration.ofMillis(1));
    assertThat(seen.once("broker", "1", this::run)).isEqualTo("run 2");
  }

  @Test
  void once_forgetsTheEldestOfTooMany() {
    for (int i = 0; i <= SeenEvents.MAX_EVENTS; i++) {
      seen.once("broker", Integer.toString(i), () -> "");
    }
    assertThat(seen.once("broker", "1", this::run)).isEmpty();
    assertThat(seen.once("broker", "0", this::run)).isEqualTo("run 1");
  }

  @Test
  void once_forgetsTheEldestOfTooLarge() {
    String third = "x".repeat((int) (SeenEvents.MAX_CHARS / 3) - 10);
    for (String id : new String[] {"0", "1", "2", "3"}) {
      seen.once("broker", id, () -> third);
    }
    assertThat(seen.once("broker", "1", this::run)).hasSize(third.length());
    assertThat(seen.once("broker", "0", this::run)).isEqualTo("run 1");
  }

  @Test
  void once_weighsWhatNamesAnEventToo() {
    String third = "x".repeat((int) (SeenEvents.MAX_CHARS / 3) - 10);
    for (String source : new String[] {"0", "1", "2", "3"}) {
      seen.once(source, third, () -> "");
    }
    assertThat(seen.once("1", third, this::run)).isEmpty();
    assertThat(seen.once("0", third, this::run)).isEqualTo("run 1");
  }

  private String run() {
    return "run " + runs.incrementAndGet();
  }

  private String fail() {
    throw new IllegalStateException(run() + " failed");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
