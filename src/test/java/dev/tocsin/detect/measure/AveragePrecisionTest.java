package dev.tocsin.detect.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
  private static final double EXACT = 1e-12;

  @Test
  void of_isOneWhereEveryAnomalousStepRanksFirst() {
    assertThat(of(Scores.of(0, 0, 3, 2, 1), new StepRange(2, 3))).isEqualTo(1);
  }

  @Test
  void of_sumsPrecisionAtEachAnomalousStep() {
    // Ranked: step 0 (no), 1 (yes: 1/2), 2 (no), 3 (yes: 2/4).
    Scores scores = Scores.of(4, 3, 2, 1);

    double area = of(scores, new StepRange(1, 1), new StepRange(3, 3));

    assertThat(area).isCloseTo((1 / 2.0 + 2 / 4.0) / 2, within(EXACT));
  }

  @Test
  void of_letsEqualScoresPassTogether() {
    // Both at 5 pass at once with precision 1/2, whatever their order.
    assertThat(of(Scores.of(5, 5, 0), new StepRange(0, 0))).isCloseTo(0.5, within(EXACT));
    assertThat(of(Scores.of(5, 5, 0), new StepRange(1, 1))).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void of_isTheShareOfAnomalousStepsForAConstantScore() {
    assertThat(of(Scores.of(7, 7, 7, 7), new StepRange(1, 1))).isCloseTo(0.25, within(EXACT));
  }

  @Test
  void of_countsStepsWithoutScoreAsZero() {
    assertThat(of(Scores.of(Double.NaN, 1, Double.NaN, 0), new StepRange(2, 2)))
        .isCloseTo(1 / 4.0, within(EXACT));
  }

  @Test
  void of_countsAStepOfTwoStretchesOnceAndIgnoresWhatLiesBeyondTheEnd() {
    assertThat(of(Scores.of(0, 2, 1), new StepRange(1, 1), new StepRange(1, 9))).isEqualTo(1);
  }

  @Test
  void of_doesNotChangeWithTheScaleOfTheScores() {
    double[] values = new Random(5).doubles(500).toArray();
    List<StepRange> truth = List.of(new StepRange(100, 150));
    Scores scores = Scores.of(values);

    assertThat(AveragePrecision.of(scores.map(score -> score * score / 1e6), truth))
        .isEqualTo(AveragePrecision.of(scores, truth));
  }

  @Test
  void of_isEmptyWithoutAnomalousSteps() {
    assertThat(AveragePrecision.of(Scores.of(1, 2), List.of())).isEmpty();
  }

  private static double of(Scores scores, StepRange... truth) {
    return AveragePrecision.of(scores, List.of(truth)).orElseThrow();
  }
}
