package dev.tocsin.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesMatrixTest {
  private static final Labels UP = Labels.of("__name__", "up");

  @Test
  void build_keepsSamplesAndMarksMissingOnesAsNaN() {
    SeriesMatrix.Builder builder = SeriesMatrix.on(new TimeGrid(0, 1_000, 3));
    int row = builder.row(UP);
    builder.set(row, 1, 5.0);

    SeriesMatrix matrix = builder.build();

    assertThat(matrix.row(0)).containsExactly(Double.NaN, 5.0, Double.NaN);
    assertThat(matrix.labels(0)).isEqualTo(UP);
  }

  @Test
  void row_ofKnownLabelsIsTheSameRow() {
    SeriesMatrix.Builder builder = SeriesMatrix.on(new TimeGrid(0, 1_000, 2));
    builder.set(builder.row(UP), 0, 1.0);
    builder.set(builder.row(UP), 1, 2.0);

    assertThat(builder.build().row(0)).containsExactly(1.0, 2.0);
  }

  /** Of a few rows each, and of a number that doubles. */
  @ParameterizedTest
  @CsvSource({"100000, 35", "3000, 1200"})
  void build_holdsManySlabs(int columns, int rows) {
    SeriesMatrix.Builder builder = SeriesMatrix.on(new TimeGrid(0, 1_000, columns));
    for (int i = 0; i < rows; i++) {
      int row = builder.row(Labels.of("i", Integer.toString(i)));
      builder.set(row, 0, i);
      builder.set(row, columns - 1, -i);
    }

    SeriesMatrix matrix = builder.build();

    assertThat(matrix.rows()).isEqualTo(rows);
    for (int i = 0; i < rows; i++) {
      assertThat(matrix.value(i, 0)).isEqualTo(i);
      assertThat(matrix.value(i, 1)).isNaN();
      assertThat(matrix.value(i, columns - 1)).isEqualTo(-i);
    }
  }

  @Test
  void build_ofRowsWithoutSamplesIsAllNaN() {
    SeriesMatrix.Builder builder = SeriesMatrix.on(new TimeGrid(0, 1_000, 2));
    for (int i = 0; i < 100; i++) {
      builder.row(Labels.of("i", Integer.toString(i)));
    }

    assertThat(builder.build().row(99)).containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void copyRow_copiesASlice() {
    SeriesMatrix matrix =
        SeriesMatrix.on(new TimeGrid(0, 1_000, 4)).add(UP, 1.0, 2.0, 3.0, 4.0).build();
    double[] target = new double[4];

    matrix.slice(1, 4).copyRow(0, 0, 2, target, 1);

    assertThat(target).containsExactly(0, 2, 3, 0);
  }

  @Test
  void slice_refusesStepsThatAreNotThere() {
    SeriesMatrix matrix = SeriesMatrix.on(new TimeGrid(0, 1_000, 4)).build();
    assertThatThrownBy(() -> matrix.slice(2, 5))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("steps 2 to 5, expected within 0 and 4");
    assertThatThrownBy(() -> matrix.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void keeping_copiesTheRowsThatAreKept() {
    SeriesMatrix.Builder builder = SeriesMatrix.on(new TimeGrid(0, 1_000, 3));
    for (int i = 0; i < 20; i++) {
      builder.add(Labels.of("i", Integer.toString(i)), i, Double.NaN, -i);
    }

    SeriesMatrix kept = builder.build().slice(1, 3).keeping(row -> row % 7 == 5);

    assertThat(kept.rows()).isEqualTo(3);
    assertThat(kept.grid()).isEqualTo(new TimeGrid(1_000, 1_000, 2));
    assertThat(kept.labels(2)).isEqualTo(Labels.of("i", "19"));
    assertThat(kept.row(2)).containsExactly(Double.NaN, -19);
  }

  @Test
  void add_refusesAnotherNumberOfValues() {
    assertThatThrownBy(() -> SeriesMatrix.on(new TimeGrid(0, 1_000, 4)).add(UP, 1.0))
        .hasMessage("1 values for up, expected 4");
  }
}
