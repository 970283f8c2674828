package dev.tocsin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalLabelsTest {
  @Test
  void of_readsValuesPlainAndInQuotes() {
    String yaml =
        """
        global:
          scrape_interval: 1m
          external_labels:
            cluster: c-1
            double: "a: b"
            single: 'it''s {x}'
          evaluation_interval: 1m
        scrape_configs:
        - job_name: a
          external_labels: none of ours
        """;
    assertThat(ExternalLabels.of(yaml))
        .contains(Map.of("cluster", "c-1", "double", "a: b", "single", "it's {x}"));
  }

  @Test
  void of_aConfigurationWithoutAnyIsNone() {
    assertThat(ExternalLabels.of("global:\n  scrape_interval: 1m\n")).contains(Map.of());
    assertThat(ExternalLabels.of("global:\n  external_labels:\n")).contains(Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "scrape_configs: []",
        "global: {}",
        "global:\n  external_labels: {a: b}",
        "global:\n  external_labels:\n    a: |\n      b",
        "global:\n  external_labels:\n    a: \"b\\n\"",
        "global:\n  external_labels:\n    a: b # c",
        "global:\n  external_labels:\n    a: *b",
        "global:\n  external_labels:\n    a-b: c",
        "global:\n  external_labels:\n    a: b\n    a: c"
      })
  void of_anythingElseIsNotUnderstood(String yaml) {
    assertThat(ExternalLabels.of(yaml)).isEmpty();
  }
}
