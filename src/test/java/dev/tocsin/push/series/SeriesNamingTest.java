package dev.tocsin.push.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.push.Reports;
import dev.tocsin.push.report.ScoreValue;
import dev.tocsin.series.Labels;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesNamingTest {
  private static final SeriesNaming NAMING =
      new SeriesNaming("", EnumSet.allOf(ScoreValue.class), Map.of("preset", "dns"));

  @Test
  void labels_keepsAllAndPutsTheNameIntoFor() {
    assertThat(NAMING.labels(Labels.of("__name__", "up", "job", "node"), Reports.SUBJECT))
        .isEqualTo(
            Labels.of(
                "for",
                "up",
                "job",
                "node",
                "model_alias",
                "linear",
                "preset",
                "dns",
                "scheduler_alias",
                "dns"));
  }

  @Test
  void labels_putsTheJobIntoForWhereAnExpressionDroppedTheName() {
    assertThat(NAMING.labels(Labels.empty(), Reports.SUBJECT).value("for")).contains("dns");
  }

  @Test
  void labels_movesAsideWhatMeetsANameOfOurs() {
    Labels input = Labels.of("__name__", "up", "for", "me", "exported_for", "you", "preset", "x");
    assertThat(NAMING.labels(input, Reports.SUBJECT).asMap())
        .containsEntry("for", "up")
        .containsEntry("exported_for", "you")
        .containsEntry("exported_exported_for", "me")
        .containsEntry("preset", "dns")
        .containsEntry("exported_preset", "x");
  }

  /** The one that has the free name already keeps it, though it comes later. */
  @Test
  void labels_movesAsideToNamesThatNoInputHas() {
    SeriesNaming naming = new SeriesNaming("", NAMING.values(), Map.of("env", "ours"));
    Labels input = Labels.of("env", "prod", "exported_env", "test");
    assertThat(naming.labels(input, Reports.SUBJECT).asMap())
        .containsEntry("env", "ours")
        .containsEntry("exported_env", "test")
        .containsEntry("exported_exported_env", "prod");
  }

  @Test
  void new_refusesWhatIsNoName() {
    assertThatThrownBy(() -> new SeriesNaming("1x", NAMING.values(), Map.of()))
        .hasMessage("prefix is \"1x\", expected the beginning of a metric name, such as tocsin_");
    assertThatThrownBy(() -> new SeriesNaming("", Set.of(), Map.of()))
        .hasMessage("no series to write, expected at least anomaly_score");
    assertThatThrownBy(() -> new SeriesNaming("", NAMING.values(), Map.of("a-b", "c")))
        .hasMessage("label \"a-b\" is no label name, expected one such as preset");
  }
}
