package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceGradientTest {
  /**
   * A central difference over ±1e-5 is wrong by h²·|f‴|/6 ~ 1e-10 and by rounding, 1e-16/h ~ 1e-11;
   * ten times that.
   */
  private static final double DIFFERENCE_TOLERANCE = 1e-9;

  private static final double H = 1e-5;

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 8, 3", "7, 5, 4", "30, 8, 2"})
  void lossAndGradient_agreesWithFiniteDifferencesForEveryParameter(
      int window, int hidden, int batch) {
    LstmShape shape = new LstmShape(window, hidden);
    ReferenceGradient reference = new ReferenceGradient(shape, batch);
    TrainingWindows windows = Samples.waveWindows(window, batch);
    double[] parameters = Samples.parameters(shape, 3);
    double[] gradient = new double[shape.parameters()];
    double[] ignored = new double[shape.parameters()];
    int[] order = Samples.inOrder(batch);

    reference.lossAndGradient(windows, order, 0, parameters, gradient);

    for (int i = 0; i < gradient.length; i++) {
      double at = parameters[i];
      parameters[i] = at + H;
      double above = reference.lossAndGradient(windows, order, 0, parameters, ignored);
      parameters[i] = at - H;
      double below = reference.lossAndGradient(windows, order, 0, parameters, ignored);
      parameters[i] = at;
      assertThat(gradient[i])
          .as("parameter %d", i)
          .isCloseTo((above - below) / (2 * H), within(DIFFERENCE_TOLERANCE));
    }
  }
}
