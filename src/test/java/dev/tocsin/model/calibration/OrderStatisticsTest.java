package dev.tocsin.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatisticsTest {
  @ParameterizedTest
  @ValueSource(strings = {"noise", "few values", "ascending", "descending", "infinite"})
  void select_isWhatSortingGives(String law) {
    Random random = new Random(1);
    for (int run = 0; run < 2_000; run++) {
      double[] values = new double[1 + random.nextInt(900)];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(law, i, random);
      }
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int rank = random.nextInt(values.length);

      double selected = OrderStatistics.select(values, values.length, rank);

      assertThat(selected).isEqualTo(sorted[rank]);
      double[] before = Arrays.copyOf(values, rank);
      double[] behind = Arrays.copyOfRange(values, rank, values.length);
      assertThat(Arrays.stream(before).allMatch(value -> value <= selected)).isTrue();
      assertThat(Arrays.stream(behind).allMatch(value -> value >= selected)).isTrue();
      Arrays.sort(values);
      assertThat(values).isEqualTo(sorted);
    }
  }

  private static double value(String law, int i, Random random) {
    return switch (law) {
      case "noise" -> random.nextGaussian();
      case "few values" -> random.nextInt(3);
      case "ascending" -> i;
      case "descending" -> -i;
      default ->
          random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : Math.signum(random.nextGaussian());
    };
  }
}
