package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatGradientTest {
  /**
   * Relative to the largest derivative: float rounds to 6e-8, tanh is within 3.5e-7, and both add
   * up over the steps of a window.
   */
  private static final double FLOAT_TOLERANCE = 2e-6;

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 8, 32", "7, 5, 3", "6, 12, 17", "30, 8, 32", "30, 32, 8"})
  void lossAndGradient_agreesWithTheReferenceForEveryParameter(int window, int hidden, int batch) {
    LstmShape shape = new LstmShape(window, hidden);
    TrainingWindows windows = Samples.waveWindows(window, batch);
    double[] parameters = Samples.parameters(shape, 3);
    double[] expected = new double[shape.parameters()];
    double[] gradient = new double[shape.parameters()];
    int[] order = Samples.inOrder(batch);

    double expectedLoss =
        new ReferenceGradient(shape, batch)
            .lossAndGradient(windows, order, 0, parameters, expected);
    double loss =
        new FloatGradient(shape, batch).lossAndGradient(windows, order, 0, parameters, gradient);

    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(loss).isCloseTo(expectedLoss, within(FLOAT_TOLERANCE));
    assertThat(gradient).containsExactly(expected, within(FLOAT_TOLERANCE * largest));
  }

  @ParameterizedTest
  @CsvSource({"2, 8, 32", "7, 5, 3"})
  void lossAndGradient_keepsNothingFromTheBatchBefore(int window, int hidden, int batch) {
    LstmShape shape = new LstmShape(window, hidden);
    TrainingWindows windows = Samples.waveWindows(window, 2 * batch);
    double[] parameters = Samples.parameters(shape, 3);
    double[] first = new double[shape.parameters()];
    double[] again = new double[shape.parameters()];
    FloatGradient gradient = new FloatGradient(shape, batch);
    int[] order = Samples.inOrder(2 * batch);

    gradient.lossAndGradient(windows, order, 0, parameters, first);
    gradient.lossAndGradient(windows, order, batch, parameters, again);
    gradient.lossAndGradient(windows, order, 0, parameters, again);

    assertThat(again).containsExactly(first);
  }
}
