package dev.tocsin.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusDurationTest {
  @ParameterizedTest
  @CsvSource({
    "15s, PT15S",
    "1h30m, PT1H30M",
    "7d, PT168H",
    "1w, PT168H",
    "1y, PT8760H",
    "250ms, PT0.25S",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "0s, PT0S",
    "PT15S, PT15S",
    "P1DT1H, PT25H",
    "15, PT15S",
    "0.5, PT0.5S",
    "' 1m ', PT1M",
  })
  void parse_readsPrometheusIsoAndSeconds(String text, Duration expected) {
    assertThat(PrometheusDuration.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "abc",
        "1x",
        "-15s",
        "-PT15S",
        "1s1h",
        "1 h",
        "1h 30m",
        "1.5h",
        "99999999999y",
        "9223372036854775807s",
        "PT",
        "P",
        "1e3",
        "NaN",
        "0x10",
        "１s"
      })
  void parse_refusesAnythingElseAndShowsIt(String text) {
    assertThatThrownBy(() -> PrometheusDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"" + text + "\" is not a duration; expected one such as 15s, 1h30m, 7d or PT15S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"365000d1ms", "1001y", "P365001D", "999999999999"})
  void parse_refusesMoreThanAThousandYears(String text) {
    assertThatThrownBy(() -> PrometheusDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is too long; expected at most 365000d");
    assertThat(PrometheusDuration.parse("1000y")).isEqualTo(Duration.ofDays(365_000));
  }

  @ParameterizedTest
  @CsvSource({"PT15S, 15s", "PT1H30M, 1h30m", "PT168H, 7d", "PT0S, 0s", "PT0.25S, 250ms"})
  void format_writesWhatParseReads(Duration duration, String expected) {
    assertThat(PrometheusDuration.format(duration)).isEqualTo(expected);
    assertThat(PrometheusDuration.parse(expected)).isEqualTo(duration);
  }
}
