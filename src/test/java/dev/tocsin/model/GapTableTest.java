package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.series.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GapTableTest {
  /** Values from 0 to 10, none between 2 and 4, and none between 6 and 9; and one without gaps. */
  private static final SeriesTensor TABLES =
      SeriesTensor.ragged(new int[] {7, 3}, 0, 10, 10, 2, 6, 4, 9, 1, 1, 1e-9);

  @ParameterizedTest
  @CsvSource({
    "-5, 0.5",
    "0, 0",
    "1, 0",
    "2, 0",
    "2.5, 0.05",
    "3, 0.1",
    "4, 0",
    "5, 0",
    "7, 0.1",
    "7.5, 0.15",
    "8.5, 0.05",
    "9.5, 0",
    "10, 0",
    "12, 0.2"
  })
  void novelty_isTheDistanceFromThePastOverItsRange(double value, double novelty) {
    assertThat(GapTable.novelty(TABLES, 0, value)).isEqualTo(novelty);
  }

  @Test
  void novelty_withoutGapsIsTheDistanceFromTheRange() {
    assertThat(GapTable.novelty(TABLES, 1, 1)).isZero();
    assertThat(GapTable.novelty(TABLES, 1, 2)).isCloseTo(1e9, within(1.0));
  }

  @Test
  void ragged_isWrittenAndReadBack() throws IOException {
    SeriesParameters written =
        new SeriesParameters(
            List.of(Labels.of("i", "a"), Labels.of("i", "b")), Map.of("gaps", TABLES));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ParametersFile.write(written, out);

    SeriesTensor read = ParametersFile.read(ByteBuffer.wrap(out.toByteArray())).tensor("gaps");

    assertThat(read.isRagged()).isTrue();
    assertThat(read.rows()).isEqualTo(2);
    for (int row = 0; row < 2; row++) {
      assertThat(read.width(row)).isEqualTo(TABLES.width(row));
      for (int column = 0; column < read.width(row); column++) {
        assertThat(read.value(row, column)).isEqualTo(TABLES.value(row, column));
      }
    }
  }

  @Test
  void ragged_refusesWidthsThatDoNotFit() {
    assertThatThrownBy(() -> SeriesTensor.ragged(new int[] {1, 3}, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 values, expected 4 as the widths say");
  }
}
