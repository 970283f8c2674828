package dev.tocsin.function.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.series.SourceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
  /** Who reads it at night knows neither "the deadline" nor "the bound", but properties. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMEOUT | source-timeout | raise it; Tocsin's own is tocsin.prometheus.timeout",
        "TOO_LARGE | too-large | raise it; the bounds are tocsin.prometheus.max-series,"
            + " max-samples, max-wire-bytes and max-body-bytes",
        "UNREACHABLE | source-unreachable | raise it",
      })
  void of_aReadThatMetABoundNamesItsProperties(
      SourceException.Kind kind, String problem, String detail) {
    Problem told = Problems.of(new SourceException(kind, "raise it"));

    assertThat(told.kind()).isEqualTo(problem);
    assertThat(told.detail()).isEqualTo(detail);
  }
}
