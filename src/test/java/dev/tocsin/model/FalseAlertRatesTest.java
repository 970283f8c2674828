package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FalseAlertRatesTest {
  private static final FalseAlertRates RATES =
      FalseAlertRates.measured(List.of(2.0, 4.0), List.of(1e-1, 1e-3));

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 1", "2, 1e-1", "3, 1e-2", "4, 1e-3", "5, 1e-4", "40, 1e-6"})
  void rate_fallsBetweenAndBeyondWhatWasMeasured(double score, double rate) {
    assertThat(RATES.rate(score)).isCloseTo(rate, within(1e-9 * rate));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.1, 0.03, 1e-3, 2e-5})
  void score_isTheOneOfThatRate(double rate) {
    assertThat(RATES.rate(RATES.score(rate))).isCloseTo(rate, within(1e-9 * rate));
  }

  @Test
  void per_countsScoresInUnits() {
    assertThat(RATES.per(2).rate(1.5)).isCloseTo(RATES.rate(3), within(1e-12));
  }

  @Test
  void text_tellsTheTable() {
    assertThat(RATES.text()).isEqualTo("0.0=1.0 2.0=0.1 4.0=0.001");
    assertThat(FalseAlertRates.parse(RATES.text())).isEqualTo(RATES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0=1 2", "0=1 2=x", "0=1 2=0.1=3", "0=1", "0=1 2=NaN"})
  void parse_ofNoTable_isRefused(String text) {
    assertThatThrownBy(() -> FalseAlertRates.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rates_thatDoNotFall_areRefused() {
    assertThatThrownBy(() -> FalseAlertRates.measured(List.of(2.0, 4.0), List.of(0.1, 0.2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "scores [0.0, 2.0, 4.0] with rates [1.0, 0.1, 0.2], expected as many, two or more:"
                + " ascending from 0, and falling from 1");
  }
}
