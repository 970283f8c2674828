package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
  private static final double LEARNING_RATE = 1e-3;

  /** Epsilon, 1e-8, takes a millionth off a step of 1e-3 where the gradient is 0.01. */
  private static final double EPSILON_SHARE = 1e-8;

  @Test
  void step_isTheLearningRateAtFirstWhateverTheGradient() {
    double[] parameters = {1, 1, 1};

    new Adam(AdamSettings.standard(), 3).step(parameters, new double[] {100, 0.01, -0.01});

    assertThat(parameters)
        .containsExactly(
            new double[] {1 - LEARNING_RATE, 1 - LEARNING_RATE, 1 + LEARNING_RATE},
            within(EPSILON_SHARE));
  }

  @Test
  void step_standsStillWithoutAGradient() {
    double[] parameters = {1};

    new Adam(AdamSettings.standard(), 1).step(parameters, new double[] {0});

    assertThat(parameters).containsExactly(1);
  }

  @Test
  void step_descendsToTheMinimum() {
    Adam adam = new Adam(AdamSettings.standard().withLearningRate(0.05), 2);
    double[] at = {5, -3};
    for (int i = 0; i < 2_000; i++) {
      adam.step(at, new double[] {2 * (at[0] - 1), 20 * (at[1] - 2)});
    }
    assertThat(at).containsExactly(new double[] {1, 2}, within(1e-3));
  }

  @Test
  void step_shortensALongGradient() {
    // Moments remember lengths: a shortened outlier weighs no more than what came before it.
    AdamSettings settings = AdamSettings.standard().withMaxNorm(1);
    double[] shortened = {0, 0};
    double[] short_ = {0, 0};
    Adam first = new Adam(settings, 2);
    Adam second = new Adam(AdamSettings.standard(), 2);
    first.step(shortened, new double[] {300, -400});
    first.step(shortened, new double[] {0.1, 0.1});
    second.step(short_, new double[] {0.6, -0.8});
    second.step(short_, new double[] {0.1, 0.1});

    assertThat(shortened).containsExactly(short_, within(1e-15));
  }

  @Test
  void settings_refuseWhatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdamSettings.standard().withLearningRate(0))
        .withMessage("learning rate is 0.0, expected above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdamSettings.standard().withMaxNorm(Double.NaN))
        .withMessage("largest gradient norm is NaN, expected above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamSettings(1e-3, 1, 0.999, 1e-8, 1))
        .withMessage("beta1 is 1.0, expected 0 or more, below 1");
  }
}
