package dev.tocsin.prometheus.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectorNarrowingTest {
  private static final List<LabelMatcher> UP = SelectorParser.parse("up").orElseThrow();

  private static Optional<String> narrowed(List<LabelMatcher> selector, Labels... series) {
    return SelectorNarrowing.to(List.of(series), selector).map(SelectorText::of);
  }

  @Test
  void to_namesTheValuesOfTheLabelsThatAllHave() {
    assertThat(
            narrowed(
                UP,
                Labels.of("__name__", "up", "host", "a.b", "zone", "z"),
                Labels.of("__name__", "up", "host", "c", "rack", "1")))
        .contains("{__name__=\"up\",host=~\"a\\\\.b|c\"}");
  }

  @Test
  void to_leavesOutWhatTheSelectorSaysAlready() {
    List<LabelMatcher> selector = SelectorParser.parse("up{host=\"a\",zone!=\"y\"}").orElseThrow();
    assertThat(narrowed(selector, Labels.of("__name__", "up", "host", "a", "zone", "z")))
        .contains("{__name__=\"up\",host=\"a\",zone!=\"y\",zone=~\"z\"}");
    assertThat(narrowed(selector, Labels.of("__name__", "up", "host", "a"))).isEmpty();
  }

  /** Prometheus 3 and VictoriaMetrics have such series; PromQL names their labels otherwise. */
  @Test
  void to_leavesOutNamesThatAreNone() {
    Labels series = Labels.of("__name__", "up", "service.name", "a", "größe", "b");
    assertThat(narrowed(UP, series)).isEmpty();
    assertThat(narrowed(UP, Labels.of("__name__", "up", "service.name", "a", "job", "b")))
        .contains("{__name__=\"up\",job=~\"b\"}");
  }

  @Test
  void to_isShortEnoughForARequest_theShortestListsFirst() {
    Labels[] series =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Labels.of("pod", "a-rather-long-name-" + i, "zone", "z" + i % 3))
            .toArray(Labels[]::new);
    assertThat(narrowed(UP, series)).contains("{__name__=\"up\",zone=~\"z0|z1|z2\"}");
  }
}
