package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingSettings;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldOutTest {
  @Test
  void accuracy_ofManySeries_looksAtABoundedNumber() {
    RecentHistories histories =
        RecentHistories.of(SyntheticSeries.arMatrix(3, 501, 60, 0.5), TrainingSettings.of(8));

    // Of every second series the last quarter.
    assertThat(HoldOut.accuracy(histories).windows()).isEqualTo(251 * 15);
  }

  @Test
  void accuracy_isNotThatOfOneIncident() {
    double[] values = SyntheticSeries.ar(new Random(3), 400, 10, 1, 0.5);
    values[390] = 1e9;
    RecentHistories histories =
        RecentHistories.of(SyntheticSeries.matrix(values), TrainingSettings.of(8));

    assertThat(HoldOut.accuracy(histories).maeModel()).isBetween(0.1, 3.0);
    assertThat(HoldOut.accuracy(histories).maeNaive()).isBetween(0.1, 3.0);
  }

  @Test
  void values_areTheNewestOfALongHistory() {
    double[] values = SyntheticSeries.ar(new Random(3), 5_100, 10, 1, 0.5);
    RecentHistories histories =
        RecentHistories.of(SyntheticSeries.matrix(values), TrainingSettings.of(8));

    assertThat(histories.values(0)).isEqualTo(Arrays.copyOfRange(values, 100, 5_100));
  }
}
