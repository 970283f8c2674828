package dev.tocsin.eval.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.eval.data.LabelledSeries;
import dev.tocsin.series.SeriesMatrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
  private static final int SEASON = 50;
  private static final double EXACT = 1e-9;

  static Iterable<Baseline> all() {
    return Baselines.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void score_ofAPrefixIsThePrefixOfTheScore(Baseline baseline) {
    double[] values = daily(600);
    Scores whole = score(baseline, values);
    Scores prefix = score(baseline, Arrays.copyOf(values, 431));

    for (int step = 0; step < 431; step++) {
      assertThat(prefix.at(step)).isEqualTo(whole.at(step));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void score_isFiniteWhateverTheSeries(Baseline baseline) {
    double[] constant = new double[300];
    double[] gaps = daily(300);
    Arrays.fill(gaps, 100, 120, Double.NaN);
    double[] huge = Arrays.stream(daily(300)).map(value -> 1e12 * value - 1e13).toArray();

    for (double[] values : new double[][] {constant, gaps, huge}) {
      Scores scores = score(baseline, values);
      for (int step = 0; step < values.length; step++) {
        assertThat(Double.isNaN(scores.at(step))).isEqualTo(Double.isNaN(values[step]));
        assertThat(scores.orZero(step)).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void score_risesAtAnOutlier(Baseline baseline) {
    double[] values = daily(600);
    values[500] += 20;
    Scores scores = score(baseline, values);
    double median = scores.ascending()[300];

    if (!baseline.name().equals("random")) {
      assertThat(scores.at(500)).isGreaterThan(3 * median);
    }
  }

  @Test
  void absoluteDifference_isMeasuredByItsMean() {
    // Twelve differences of 1, then one of 5.
    double[] values = IntStream.range(0, 14).mapToDouble(i -> i < 13 ? i : 17).toArray();

    assertThat(score(named("abs. difference"), values).at(13)).isCloseTo(5, within(EXACT));
  }

  @Test
  void runningRange_isTheShareOfTheRangeAValueLiesOutside() {
    Scores scores = score(named("running range"), 0, 10, 5, 12, -6);

    assertThat(scores.at(2)).isZero();
    assertThat(scores.at(3)).isCloseTo(0.2, within(EXACT));
    assertThat(scores.at(4)).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void valueNovelty_isTheShareOfTheRangeToTheNearestValue() {
    Scores scores = score(named("value novelty"), 0, 10, 4, 4, 9);

    assertThat(scores.at(2)).isCloseTo(0.4, within(EXACT));
    assertThat(scores.at(3)).isZero();
    assertThat(scores.at(4)).isCloseTo(0.1, within(EXACT));
  }

  @Test
  void valueNovelty_forgetsAfterFiveThousandValues() {
    double[] values = new double[5_003];
    Arrays.fill(values, 10);
    values[0] = 0;
    values[1] = 1;
    values[5_001] = 1;
    assertThat(score(named("value novelty"), values).at(5_001)).isZero();

    values[5_001] = 10;
    values[5_002] = 1;
    assertThat(score(named("value novelty"), values).at(5_002)).isPositive();
  }

  @Test
  void windowedGaussian_countsStandardDeviations() {
    Scores scores = score(named("windowed Gaussian"), 1, 3, 4);

    assertThat(scores.at(2)).isCloseTo(2, within(EXACT));
  }

  @Test
  void seasonalNaive_looksOneSeasonBack() {
    double[] values = IntStream.range(0, 200).mapToDouble(i -> i % SEASON).toArray();
    // Every fifth value of the second season is 1 more, so that there is a mean to measure by.
    for (int step = SEASON; step < 2 * SEASON; step += 5) {
      values[step] += 1;
    }
    Scores scores = score(named("seasonal naive"), values);

    assertThat(scores.at(90)).isCloseTo(5, within(EXACT));
    assertThat(scores.at(91)).isZero();
    assertThat(scores.at(160)).isZero();
  }

  private static double[] daily(int length) {
    Random random = new Random(1);
    return IntStream.range(0, length)
        .mapToDouble(i -> 3 * Math.sin(2 * Math.PI * i / SEASON) + 0.3 * random.nextGaussian())
        .toArray();
  }

  private static Baseline named(String name) {
    return Baselines.all().stream().filter(b -> b.name().equals(name)).findAny().orElseThrow();
  }

  private static Scores score(Baseline baseline, double... values) {
    SeriesMatrix matrix = LabelledSeries.of(values).samples();
    return baseline.score(matrix, 0, new Baseline.Stream("series", SEASON));
  }
}
