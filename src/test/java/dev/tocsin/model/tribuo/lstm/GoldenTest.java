package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Training as PyTorch trains: 50 steps of Adam on the mean absolute error. */
class GoldenTest {
  /** Sums in another order: 1e-16 each, over 50 steps. */
  private static final double DOUBLE_TOLERANCE = 1e-13;

  /**
   * Rounding to float, 6e-8, in each loss; parameters stay in double and move by 1e-3 a step, of
   * which by a share of the learning rate of 1e-3.
   */
  private static final double FLOAT_TOLERANCE = 1e-7;

  @Test
  void step_inDoublePrecisionEqualsPyTorch() throws IOException {
    Golden golden = Golden.read();
    double[] parameters = Golden.array(golden.initial());
    ReferenceGradient gradient = new ReferenceGradient(golden.shape(), golden.batch());

    double[] losses = golden.train(gradient, parameters);

    assertThat(losses)
        .hasSize(50)
        .containsExactly(Golden.array(golden.losses()), within(DOUBLE_TOLERANCE));
    assertThat(parameters)
        .containsExactly(Golden.array(golden.trained()), within(DOUBLE_TOLERANCE));
    TrainingWindows windows = golden.windows();
    for (int i = 0; i < windows.count(); i++) {
      assertThat(gradient.forecast(windows, i, parameters))
          .isCloseTo(golden.forecasts().get(i), within(DOUBLE_TOLERANCE));
    }
  }

  @Test
  void step_inSinglePrecisionFollowsPyTorch() throws IOException {
    Golden golden = Golden.read();
    double[] parameters = Golden.array(golden.initial());

    double[] losses = golden.train(new FloatGradient(golden.shape(), golden.batch()), parameters);

    assertThat(losses).containsExactly(Golden.array(golden.losses()), within(FLOAT_TOLERANCE));
    assertThat(parameters).containsExactly(Golden.array(golden.trained()), within(FLOAT_TOLERANCE));
  }
}
