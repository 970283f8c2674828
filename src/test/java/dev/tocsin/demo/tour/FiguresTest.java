package dev.tocsin.demo.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "42.1234, 42.1",
    "-3.0001, -3",
    "0.0012345, 0.00123",
    "123456.7, 123457",
    "NaN, none",
    "Infinity, +Inf"
  })
  void number_hasThreeDigits(double value, String text) {
    assertThat(Figures.number(value)).isEqualTo(text);
  }

  @Test
  void clock_isUtc() {
    assertThat(Figures.clock(Instant.parse("2026-11-21T21:26:05.445Z"))).isEqualTo("21:26:05");
  }

  @Test
  void seconds_haveOnePlace() {
    assertThat(Figures.seconds(Duration.ofMillis(1949))).isEqualTo("1.9 s");
    assertThat(Figures.seconds(Duration.ofSeconds(30))).isEqualTo("30.0 s");
  }
}
