package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
  /** A few additions of double precision. */
  private static final double TOLERANCE = 1e-14;

  private final LstmShape shape = new LstmShape(5, 8);
  private final double[] parameters = InitialWeights.draw(shape, new Random(1));

  @Test
  void draw_makesStateWeightsOrthonormal() {
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        double dot = 0;
        for (int row = 0; row < 32; row++) {
          dot += parameters[shape.stateAt(row, i)] * parameters[shape.stateAt(row, j)];
        }
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(TOLERANCE));
      }
    }
  }

  @Test
  void draw_opensForgetGatesOnly() {
    for (int row = 0; row < 32; row++) {
      assertThat(parameters[shape.biasAt(row)]).isEqualTo(row >= 8 && row < 16 ? 1 : 0);
    }
    assertThat(parameters[shape.outputBiasAt()]).isZero();
  }

  @Test
  void draw_keepsKernelsWithinGlorotsLimit() {
    double largest = 0;
    for (int row = 0; row < 32; row++) {
      largest = Math.max(largest, Math.abs(parameters[shape.inputAt(row)]));
    }
    assertThat(largest).isBetween(0.3, Math.sqrt(6.0 / 33));
    for (int unit = 0; unit < 8; unit++) {
      assertThat(Math.abs(parameters[shape.outputAt(unit)])).isBetween(1e-6, Math.sqrt(6.0 / 9));
    }
  }

  @Test
  void draw_dependsOnTheSeedAlone() {
    assertThat(InitialWeights.draw(shape, new Random(1))).containsExactly(parameters);
    assertThat(InitialWeights.draw(shape, new Random(2))).isNotEqualTo(parameters);
  }
}
