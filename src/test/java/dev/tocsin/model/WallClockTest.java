package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WallClockTest {
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "+05:30"})
  void localMillis_isWhatTheClocksShow(String name) {
    ZoneId zone = ZoneId.of(name);
    WallClock clock = new WallClock(zone);
    Instant start = Instant.parse("2025-12-20T00:00:00Z");

    // Half hours of a year and a month, forwards, then in leaps backwards.
    for (int i = 0; i < 19_000; i++) {
      assertShown(clock, zone, start.plusSeconds(1_800L * i));
    }
    for (int i = 19_000; i > 0; i -= 977) {
      assertShown(clock, zone, start.plusSeconds(1_800L * i));
    }
  }

  private static void assertShown(WallClock clock, ZoneId zone, Instant time) {
    LocalDateTime shown = time.atZone(zone).toLocalDateTime();
    assertThat(clock.localMillis(time.toEpochMilli()))
        .isEqualTo(shown.toInstant(ZoneOffset.UTC).toEpochMilli());
  }
}
