package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapFitTest {
  private static final double FLOOR = 1e-9;

  @Test
  void table_hasTheWideGapsAndARangeAboveZero() {
    GapFit fit = new GapFit(new double[] {6, 0, Double.NaN, 2, 10, 4, 1, 9});

    assertThat(fit.table(FLOOR, 0.05)).containsExactly(0, 10, 10, 2, 4, 6, 4, 6, 9);
    assertThat(new GapFit(new double[] {7, 7}).table(FLOOR, 0.05)).containsExactly(7, 7, FLOOR);
  }

  @Test
  void whenTheyCame_isTheDistanceFromAllBeforeOverTheirRange() {
    Random random = new Random(3);
    double[] values = new double[60];
    Arrays.setAll(values, i -> i % 7 == 0 ? Double.NaN : random.nextInt(100));

    assertThat(new GapFit(values).whenTheyCame(FLOOR)).containsExactly(noveltiesOf(values));
  }

  private static double[] noveltiesOf(double[] values) {
    double[] novelties = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      double[] before = Arrays.stream(values, 0, i).filter(other -> !Double.isNaN(other)).toArray();
      double least = Arrays.stream(before).min().orElse(Double.NaN);
      double range = Arrays.stream(before).max().orElse(Double.NaN) - least;
      double distance =
          Arrays.stream(before).map(other -> Math.abs(value - other)).min().orElse(Double.NaN);
      novelties[i] = distance / Math.max(FLOOR, range);
    }
    return novelties;
  }
}
