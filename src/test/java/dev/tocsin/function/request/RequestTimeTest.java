package dev.tocsin.function.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.function.problem.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

  @Test
  void parse_withoutTextIsNow() {
    assertThat(RequestTime.parse(null, NOW)).isEqualTo(NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T21:00:00Z, 2026-11-21T21:00:00Z",
    "2026-11-21t21:00:00.5z, 2026-11-21T21:00:00.500Z",
    "2026-11-21T22:30:00+01:00, 2026-11-21T21:30:00Z",
    "1795294865, 2026-11-21T21:01:05Z",
    "1795294865.4449935, 2026-11-21T21:01:05.444Z",
    "0, 1970-01-01T00:00:00Z",
    "2026-11-21T22:00:04Z, 2026-11-21T22:00:04Z",
  })
  void parse_readsRfc3339AndEpochSeconds(String text, Instant expected) {
    assertThat(RequestTime.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-11-21",
        "2026-13-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00+18:00",
        "+999999999-12-31T23:59:59-18:00",
        "-1",
        "-999999999999",
        "999999999999",
        "1e9",
        "1795294865000000",
        "NaN"
      })
  void parse_refusesAnythingElseAndShowsIt(String text) {
    assertThatThrownBy(() -> RequestTime.parse(text, NOW))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "end is \""
                + text
                + "\", expected RFC 3339 such as 2026-11-21T22:00:00Z, or epoch seconds");
  }

  @Test
  void rfc3339_readsTimesOfTheFutureToo() {
    assertThat(RequestTime.rfc3339("startsAt", "2026-11-21T23:00:00+01:00")).isEqualTo(NOW);
    assertThat(RequestTime.rfc3339("startsAt", "9999-12-31T23:59:59Z")).isAfter(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "today", "1795294865", "0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
  void rfc3339_refusesAnythingElseByTheNameOfItsField(String text) {
    assertThatThrownBy(() -> RequestTime.rfc3339("startsAt", text))
        .isInstanceOf(ProblemException.class)
        .hasMessage("startsAt is \"" + text + "\", expected RFC 3339 such as 2026-11-21T22:00:00Z");
    assertThatThrownBy(() -> RequestTime.rfc3339("startsAt", null)).hasMessageContaining("null");
  }

  @Test
  void parse_refusesTheFuture() {
    assertThatThrownBy(() -> RequestTime.parse("2026-11-21T22:01:00Z", NOW))
        .hasMessage(
            "end is 2026-11-21T22:01:00Z, which lies in the future; expected at most now,"
                + " 2026-11-21T22:00:00Z");
  }
}
