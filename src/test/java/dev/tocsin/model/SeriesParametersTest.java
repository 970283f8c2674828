package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.series.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesParametersTest {
  private static final Labels A = Labels.of("host", "a");
  private static final Labels B = Labels.of("host", "b");
  private static final Labels C = Labels.of("host", "c");
  private static final Labels D = Labels.of("host", "d");

  @Test
  void joinedBy_putsNewSeriesBehindAndReplacesTheOthers() {
    SeriesParameters known =
        of(
            List.of(A, B, C),
            SeriesTensor.copyOf(2, 1, 2, 3, 4, 5, 6),
            SeriesTensor.ragged(new int[] {1, 0, 2}, 7, 8, 9));
    SeriesParameters later =
        of(
            List.of(D, B),
            SeriesTensor.copyOf(2, 10, 11, 12, 13),
            SeriesTensor.ragged(new int[] {0, 3}, 14, 15, 16));

    SeriesParameters joined = known.joinedBy(later);

    assertThat(joined.size()).isEqualTo(4);
    assertThat(List.of(joined.indexOf(A), joined.indexOf(B), joined.indexOf(C), joined.indexOf(D)))
        .containsExactly(0, 1, 2, 3);
    assertThat(rows(joined, "fixed")).isEqualTo("[1.0, 2.0][12.0, 13.0][5.0, 6.0][10.0, 11.0]");
    assertThat(rows(joined, "ragged")).isEqualTo("[7.0][14.0, 15.0, 16.0][8.0, 9.0][]");
  }

  @Test
  void joinedBy_ofOtherTensors_isRefused() {
    SeriesParameters known =
        new SeriesParameters(List.of(A), Map.of("x", SeriesTensor.filled(1, 1)));
    SeriesParameters other =
        new SeriesParameters(List.of(B), Map.of("y", SeriesTensor.filled(1, 1)));
    SeriesParameters wider =
        new SeriesParameters(List.of(B), Map.of("x", SeriesTensor.copyOf(2, 1, 2)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> known.joinedBy(other))
        .withMessage("series with tensors [y], expected [x] as the others have");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> known.joinedBy(wider))
        .withMessage("rows of width 2, expected 1 as the others have");
  }

  private static SeriesParameters of(List<Labels> labels, SeriesTensor fixed, SeriesTensor ragged) {
    return new SeriesParameters(labels, Map.of("fixed", fixed, "ragged", ragged));
  }

  private static String rows(SeriesParameters parameters, String name) {
    StringBuilder rows = new StringBuilder();
    SeriesTensor tensor = parameters.tensor(name);
    for (int row = 0; row < tensor.rows(); row++) {
      double[] values = new double[tensor.width(row)];
      for (int column = 0; column < values.length; column++) {
        values[column] = tensor.value(row, column);
      }
      rows.append(Arrays.toString(values));
    }
    return rows.toString();
  }
}
