package dev.tocsin.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void of_sortsByNameAndDropsEmptyValues() {
    Labels labels = Labels.of("job", "node", "__name__", "up", "instance", "a:9100", "pod", "");

    assertThat(labels.asMap().keySet()).containsExactly("__name__", "instance", "job");
    assertThat(labels)
        .isEqualTo(Labels.of(Map.of("__name__", "up", "job", "node", "instance", "a:9100")));
    assertThat(labels)
        .hasSameHashCodeAs(Labels.of("__name__", "up", "instance", "a:9100", "job", "node"));
  }

  @Test
  void of_tellsApartWhatDiffersInOneLabelOnly() {
    assertThat(Labels.of("__name__", "go_memstats_gc_sys_bytes", "job", "coredns"))
        .isNotEqualTo(Labels.of("__name__", "go_memstats_gc_sys_bytes", "job", "prometheus"));
  }

  @Test
  void of_refusesNamesWithoutValueAndDuplicates() {
    assertThatThrownBy(() -> Labels.of("job"))
        .hasMessage("1 strings given, expected name and value for each label");
    assertThatThrownBy(() -> Labels.of("job", "a", "job", "b"))
        .hasMessage("label job stands twice");
  }

  @Test
  void with_setsAddsAndTakesAway() {
    Labels labels = Labels.of("b", "1", "d", "2");
    assertThat(labels.with("b", "x")).isEqualTo(Labels.of("b", "x", "d", "2"));
    assertThat(labels.with("a", "x")).isEqualTo(Labels.of("a", "x", "b", "1", "d", "2"));
    assertThat(labels.with("c", "x")).isEqualTo(Labels.of("b", "1", "c", "x", "d", "2"));
    assertThat(labels.with("e", "x")).isEqualTo(Labels.of("b", "1", "d", "2", "e", "x"));
    assertThat(labels.with("b", "")).isEqualTo(Labels.of("d", "2"));
    assertThat(labels.with("d", "").with("b", "")).isEqualTo(Labels.empty());
    assertThat(labels.with("c", "")).isEqualTo(labels);
    assertThat(Labels.empty().with("a", "x")).isEqualTo(Labels.of("a", "x"));
  }

  @Test
  void toString_escapesAsPrometheusDoes() {
    assertThat(Labels.of("__name__", "up", "path", "C:\\x \"quoted\"\nnext", "ort", "Zürich"))
        .hasToString("up{ort=\"Zürich\",path=\"C:\\\\x \\\"quoted\\\"\\nnext\"}");
    assertThat(Labels.of("__name__", "up")).hasToString("up");
    assertThat(Labels.empty()).hasToString("{}");
  }

  @Test
  void toString_quotesNamesThatOnlyPrometheus3Allows() {
    assertThat(Labels.of("__name__", "job:up:sum", "a_1", "x"))
        .hasToString("job:up:sum{a_1=\"x\"}");
    assertThat(Labels.of("__name__", "my.metric", "service.name", "x", "job:x", "y"))
        .hasToString("{\"my.metric\",\"job:x\"=\"y\",\"service.name\"=\"x\"}");
    assertThat(Labels.of("__name__", "ü\"")).hasToString("{\"ü\\\"\"}");
  }

  @Test
  void compareTo_ordersByNameThenValue() {
    assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "2")).isLessThan(Labels.of("b", "0"));
  }
}
