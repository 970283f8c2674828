package dev.tocsin.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final double NAN = Double.NaN;

  @Test
  void mark_countsStepsWhoseLagsAreKnown() {
    assertThat(mark(1, 2, 3, NAN, 5, NAN, NAN, 8, 9, 10, 11))
        .containsExactly(0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1);
  }

  @Test
  void mark_beforeTheFirstSampleNothingStandsIn() {
    assertThat(mark(NAN, 2, 3, 4)).containsExactly(0, 0, 0, 1);
  }

  /** Of two lags, and gaps of one step at most. */
  private static double[] mark(double... values) {
    double[] present = new double[values.length];
    Presence.mark(values, 2, 1, present);
    return present;
  }
}
