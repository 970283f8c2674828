package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SeasonTest {
  @Test
  void of_dayInFineSteps_hasSlotsOfFiveMinutes() {
    Season day = Season.of(Duration.ofDays(1), Duration.ofSeconds(15));

    assertThat(day.slots()).isEqualTo(288);
    assertThat(day.slot(Instant.parse("2026-03-01T00:00:00Z").toEpochMilli())).isZero();
    assertThat(day.slot(Instant.parse("2026-03-01T00:04:59.999Z").toEpochMilli())).isZero();
    assertThat(day.slot(Instant.parse("2026-03-01T00:05:00Z").toEpochMilli())).isEqualTo(1);
    assertThat(day.slot(Instant.parse("2026-03-01T23:59:59.999Z").toEpochMilli())).isEqualTo(287);
  }

  @Test
  void of_hourInMinutes_hasASlotPerStep() {
    assertThat(Season.of(Duration.ofHours(1), Duration.ofMinutes(1)).slots()).isEqualTo(60);
  }

  @Test
  void slot_beforeTheEpoch_isInRange() {
    assertThat(Season.of(Duration.ofHours(1), Duration.ofMinutes(1)).slot(-1)).isEqualTo(59);
  }

  @Test
  void of_lessThanTwoSteps_isRefused() {
    assertThatThrownBy(() -> Season.of(Duration.ofSeconds(15), Duration.ofSeconds(15)))
        .hasMessage("season of PT15S with steps of PT15S, expected at least two steps");
  }

  @Test
  void none_hasOneSlotForAllTimes() {
    assertThat(Season.none().repeats()).isFalse();
    assertThat(Season.none().slot(123_456_789L)).isZero();
  }
}
