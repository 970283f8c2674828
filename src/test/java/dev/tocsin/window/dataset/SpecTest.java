package dev.tocsin.window.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecTest {
  private static final String DNS = "coredns_dns_requests_total";

  private static SeriesMatrix matrix(Labels... series) {
    SeriesMatrix.Builder matrix = SeriesMatrix.on(new TimeGrid(0, 1_000, 1));
    for (int i = 0; i < series.length; i++) {
      matrix.add(series[i], i);
    }
    return matrix.build();
  }

  private static Labels dns(String type, String proto) {
    return Labels.of(
        "__name__", DNS, "job", "coredns", "instance", "a:9153", "type", type, "proto", proto);
  }

  @Test
  void metrics_areNestedAndSorted() {
    Spec spec =
        Spec.of(
            matrix(
                Labels.of("__name__", "up", "job", "node", "instance", "b:9100"),
                Labels.of("__name__", "up", "job", "node", "instance", "a:9100"),
                Labels.of("__name__", "down", "job", "node", "instance", "b:9100", "x", "y")),
            List.of());

    assertThat(spec.metrics()).hasToString("{node={a:9100=[up], b:9100=[down, up]}}");
    assertThat(spec.row("node", "b:9100", "down")).isEqualTo(2);
    assertThat(spec.values(row -> row * 10))
        .hasToString("{node={a:9100={up=10}, b:9100={down=20, up=0}}}");
  }

  @Test
  void metrics_ofLabelsThatAreAbsentAreEmptyStrings() {
    assertThat(Spec.of(matrix(Labels.empty()), List.of("type")).metrics())
        .isEqualTo(Map.of("", Map.of("", List.of(""))));
    assertThat(Spec.of(matrix(Labels.of("type", "A")), List.of("type")).metrics())
        .isEqualTo(Map.of("", Map.of("", List.of("{type=\"A\"}"))));
  }

  @Test
  void of_refusesSeriesThatCollideAndTellsWhatKeepsThemApart() {
    SeriesMatrix colliding = matrix(dns("A", "udp"), dns("AAAA", "udp"), dns("A", "tcp"));

    assertThatExceptionOfType(CollidingSeriesException.class)
        .isThrownBy(() -> Spec.of(colliding, List.of()))
        .withMessageStartingWith(DNS + "{instance=\"a:9153\",job=\"coredns\",")
        .withMessageContaining(
            "is not the only series of job \"coredns\", instance \"a:9153\" and metric \"" + DNS)
        .withMessageContaining("differ in the labels [proto, type]")
        .withMessageContaining("\"by\": [\"proto\", \"type\"]")
        .satisfies(e -> assertThat(e.labels()).containsExactly("proto", "type"));
    assertThatExceptionOfType(CollidingSeriesException.class)
        .isThrownBy(() -> Spec.of(colliding, List.of("type")))
        .withMessageContaining("differ in the labels [proto]")
        .withMessageContaining("\"by\": [\"proto\", \"type\"]");
  }

  @Test
  void of_tellsALabelThatOnlyOneOfThemHas() {
    assertThatExceptionOfType(CollidingSeriesException.class)
        .isThrownBy(() -> Spec.of(matrix(Labels.empty(), Labels.of("host", "a")), List.of()))
        .satisfies(e -> assertThat(e.labels()).containsExactly("host"));
  }

  @Test
  void of_keepsSeriesApartByMoreLabels() {
    Spec spec =
        Spec.of(
            matrix(dns("A", "udp"), dns("AAAA", "udp"), dns("A", "tcp")), List.of("type", "proto"));

    assertThat(spec.metrics())
        .hasToString(
            "{coredns={a:9153=[%1$s{proto=\"tcp\",type=\"A\"}, %1$s{proto=\"udp\",type=\"A\"},"
                    .formatted(DNS)
                + " %s{proto=\"udp\",type=\"AAAA\"}]}}".formatted(DNS));
    assertThat(spec.row("coredns", "a:9153", DNS + "{proto=\"tcp\",type=\"A\"}")).isEqualTo(2);
  }

  @Test
  void row_saysWhatItDidNotFind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spec.of(matrix(), List.of()).row("a", "b", "c"))
        .withMessage(
            "no series of job \"a\", instance \"b\" and metric \"c\", expected one of metrics()");
  }
}
