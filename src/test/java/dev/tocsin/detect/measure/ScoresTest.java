package dev.tocsin.detect.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void of_copiesWhatItIsGiven() {
    double[] values = {1, 2};
    Scores scores = Scores.of(values);
    values[0] = 9;

    assertThat(scores.at(0)).isEqualTo(1);
  }

  @Test
  void orZero_standsInForAMissingScore() {
    Scores scores = Scores.of(Double.NaN, 2);

    assertThat(scores.at(0)).isNaN();
    assertThat(scores.orZero(0)).isZero();
    assertThat(scores.orZero(1)).isEqualTo(2);
    assertThat(scores.ascending()).containsExactly(0, 2);
  }

  @Test
  void map_leavesStepsWithoutScoreAlone() {
    Scores doubled = Scores.of(Double.NaN, 2).map(score -> 2 * score);

    assertThat(doubled.at(0)).isNaN();
    assertThat(doubled.at(1)).isEqualTo(4);
  }

  @Test
  void of_refusesNegativeScores() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scores.of(0, -0.5))
        .withMessage("score -0.5 of step 1, expected 0 or more, or NaN");
  }

  @Test
  void from_hasNoScoresBefore() {
    Scores scores = Scores.of(1, 2, 3);

    assertThat(scores.from(2).at(1)).isNaN();
    assertThat(scores.from(2).at(2)).isEqualTo(3);
    assertThat(scores.from(9).at(2)).isNaN();
    assertThat(scores.at(0)).isEqualTo(1);
  }
}
