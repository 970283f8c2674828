package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ActivationTest {
  /** What the comment of the approximation promises, in float arithmetic. */
  private static final double TANH_TOLERANCE = 3.5e-7;

  /** Half of that, and the rounding of two more operations. */
  private static final double LOGISTIC_TOLERANCE = 2e-7;

  private static final int STEPS = 1 << 20;

  /** From -12 to 12, and closer and closer to 0. */
  private static float[] grid() {
    float[] grid = new float[2 * STEPS];
    for (int i = 0; i < STEPS; i++) {
      grid[i] = 24f * i / STEPS - 12f;
      grid[STEPS + i] = (float) Math.pow(10, -20.0 * i / STEPS);
    }
    return grid;
  }

  @Test
  void tanh_isWithinItsTolerance() {
    float[] in = grid();
    float[] out = new float[in.length];
    Activation.tanh(out, in);
    for (int i = 0; i < in.length; i++) {
      double exact = Math.tanh(in[i]);
      if (!(Math.abs(out[i] - exact) <= TANH_TOLERANCE * Math.abs(exact))) {
        assertThat((double) out[i]).as("tanh(%s)", in[i]).isEqualTo(exact);
      }
    }
  }

  @Test
  void logistic_isWithinItsTolerance() {
    float[] in = grid();
    float[] out = in.clone();
    Activation.logistic(out);
    for (int i = 0; i < in.length; i++) {
      double exact = 1 / (1 + Math.exp(-in[i]));
      if (!(Math.abs(out[i] - exact) <= LOGISTIC_TOLERANCE)) {
        assertThat((double) out[i]).as("logistic(%s)", in[i]).isEqualTo(exact);
      }
    }
  }

  @Test
  void tanh_staysWithinOneFarOut() {
    float[] row = {-Float.MAX_VALUE, -100f, 0f, 100f, Float.MAX_VALUE};
    Activation.tanh(row, row);
    assertThat(row[2]).isZero();
    assertThat(row[0]).isBetween(-1f, -0.9999997f).isEqualTo(-row[4]).isEqualTo(row[1]);
  }

  @Test
  void logistic_goesFromZeroToOne() {
    float[] row = {-Float.MAX_VALUE, 0f, Float.MAX_VALUE};
    Activation.logistic(row);
    assertThat((double) row[0]).isCloseTo(0, within(LOGISTIC_TOLERANCE));
    assertThat(row[1]).isEqualTo(0.5f);
    assertThat((double) row[2]).isCloseTo(1, within(LOGISTIC_TOLERANCE));
  }
}
