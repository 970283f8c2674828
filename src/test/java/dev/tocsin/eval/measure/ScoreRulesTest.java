package dev.tocsin.eval.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.measure.Scores;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreRulesTest {
  private static final double EXACT = 1e-12;

  @Test
  void smoothing_isACausalExponentialMean() {
    Scores smooth = Smoothing.of(Scores.of(0, 10, Double.NaN, 0));

    assertThat(smooth.at(0)).isZero();
    assertThat(smooth.at(1)).isCloseTo(1, within(EXACT));
    assertThat(smooth.at(2)).isCloseTo(1, within(EXACT));
    assertThat(smooth.at(3)).isCloseTo(0.9, within(EXACT));
  }

  @Test
  void join_takesMissingScoresForZero() {
    List<Scores> series = List.of(Scores.of(1, Double.NaN), Scores.of(3, 4));

    assertThat(JointRule.MEAN.join(series).ascending()).containsExactly(2, 2);
    assertThat(JointRule.MAX.join(series).ascending()).containsExactly(3, 4);
  }

  @Test
  void thresholdGrid_isOfQuantilesOfAllScoresTogether() {
    Scores low = Scores.of(IntStream.range(0, 500).mapToDouble(i -> i).toArray());
    Scores high = Scores.of(IntStream.range(500, 1_001).mapToDouble(i -> i).toArray());

    List<Double> thresholds = ThresholdGrid.of(List.of(high, low));

    assertThat(thresholds).startsWith(800.0, 820.0, 838.0).isSorted().doesNotHaveDuplicates();
    assertThat(thresholds.get(thresholds.size() - 1)).isEqualTo(1_000);
  }

  @Test
  void thresholdGrid_leavesOutZero() {
    assertThat(ThresholdGrid.of(List.of(Scores.of(0, 0, 0)))).isEmpty();
  }
}
