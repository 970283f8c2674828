package dev.tocsin.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
  private static final double NAN = Double.NaN;
  private static final Labels COUNTER = Labels.of("__name__", "http_requests_total");
  private static final Labels GAUGE = Labels.of("__name__", "temperature");

  @Test
  void align_turnsCountersIntoRatesAndKeepsGauges() {
    SeriesMatrix samples =
        SeriesMatrix.on(new TimeGrid(0, 5_000, 4))
            .add(COUNTER, 100, 110, 110, 135)
            .add(GAUGE, 20, 21, Double.POSITIVE_INFINITY, -3)
            .build();

    SeriesMatrix aligned = new Preprocessing(CounterRule.AUTO, 0).align(samples);

    assertThat(aligned.grid()).isEqualTo(new TimeGrid(5_000, 5_000, 3));
    assertThat(aligned.row(0)).containsExactly(2.0, 0.0, 5.0);
    assertThat(aligned.row(1)).containsExactly(21, Double.POSITIVE_INFINITY, -3);
  }

  @Test
  void align_countsFromZeroAfterAReset() {
    assertThat(rates(0, 100, 110, 4, 8)).containsExactly(10.0, 4.0, 4.0);
  }

  @Test
  void align_spreadsTheIncreaseOverShortGapsOnly() {
    assertThat(rates(2, 0, 10, NAN, NAN, 40, 50)).containsExactly(10.0, NAN, NAN, 10.0, 10.0);
    assertThat(rates(1, 0, 10, NAN, NAN, 40, 50)).containsExactly(10.0, NAN, NAN, NAN, 10.0);
  }

  @Test
  void align_hasNoRateAtTheFirstSampleNorAtInfinity() {
    assertThat(rates(0, NAN, 7, 9, Double.POSITIVE_INFINITY, 3))
        .containsExactly(NAN, 2.0, NAN, NAN);
  }

  @Test
  void align_followsTheRuleNotTheNameWhenToldTo() {
    SeriesMatrix samples =
        SeriesMatrix.on(new TimeGrid(0, 1_000, 2)).add(COUNTER, 5, 6).add(GAUGE, 5, 7).build();

    assertThat(new Preprocessing(CounterRule.NEVER, 0).align(samples).row(0)).containsExactly(6);
    assertThat(new Preprocessing(CounterRule.ALWAYS, 0).align(samples).row(1)).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests_total", "latency_count", "latency_sum", "latency_bucket"})
  void align_takesTheNamesOfTheExpositionFormatsForCounters(String name) {
    SeriesMatrix samples =
        SeriesMatrix.on(new TimeGrid(0, 1_000, 2)).add(Labels.of("__name__", name), 5, 7).build();

    assertThat(new Preprocessing(CounterRule.AUTO, 0).align(samples).row(0)).containsExactly(2);
  }

  @Test
  void constructor_refusesNegativeGaps() {
    assertThatThrownBy(() -> new Preprocessing(CounterRule.AUTO, -1))
        .hasMessage("max gap is -1 steps, expected 0 or more");
  }

  private static double[] rates(int maxGapSteps, double... counts) {
    SeriesMatrix samples =
        SeriesMatrix.on(new TimeGrid(0, 1_000, counts.length)).add(COUNTER, counts).build();
    return new Preprocessing(CounterRule.AUTO, maxGapSteps).align(samples).row(0);
  }
}
