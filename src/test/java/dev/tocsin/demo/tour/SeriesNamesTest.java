package dev.tocsin.demo.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.series.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesNamesTest {
  private static final Labels A = Labels.of("__name__", "m", "job", "dns", "type", "A");

  @Test
  void of_showsOnlyLabelsThatDiffer() {
    Labels txt = Labels.of("__name__", "m", "job", "dns", "type", "TXT");

    assertThat(new SeriesNames(List.of(A, txt)).of(A)).isEqualTo("type=A");
  }

  @Test
  void of_showsLabelsThatOthersLack() {
    Labels bare = Labels.of("__name__", "m", "job", "dns");
    SeriesNames names = new SeriesNames(List.of(A, bare));

    assertThat(names.of(A)).isEqualTo("type=A");
    assertThat(names.of(bare)).isEqualTo("m{job=\"dns\"}");
  }

  @Test
  void of_showsAllOfAnOnlySeries() {
    assertThat(new SeriesNames(List.of(A)).of(A)).isEqualTo("m{job=\"dns\",type=\"A\"}");
  }
}
