package dev.tocsin.detect.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VusPrTest {
  private static final double EXACT = 1e-12;
  private static final List<StepRange> THREE =
      List.of(new StepRange(100, 119), new StepRange(130, 139), new StepRange(400, 404));

  /** Figures of a straightforward computation step by step, written independently. */
  @Test
  void of_agreesWithAStepwiseComputation() {
    assertThat(of(600, 37, 101, THREE, 0)).isCloseTo(0.4978500444371251, within(EXACT));
    assertThat(of(600, 37, 101, THREE, 20)).isCloseTo(0.5316951970348689, within(EXACT));
    assertThat(of(200, 7, 13, List.of(new StepRange(50, 59)), 10))
        .isCloseTo(0.48449842312017194, within(EXACT));
  }

  @Test
  void of_letsLabelsFadeOutWithinTheSeries() {
    List<StepRange> atTheEnds = List.of(new StepRange(0, 9), new StepRange(595, 599));

    assertThat(of(600, 37, 101, atTheEnds, 30)).isCloseTo(0.4740016954598823, within(EXACT));
  }

  @Test
  void of_isOneForScoresThatAreTheLabels() {
    double[] scores = new double[1_000];
    Arrays.fill(scores, 100, 200, 1);

    assertThat(VusPr.of(Scores.of(scores), List.of(new StepRange(100, 199)), 0).orElseThrow())
        .isCloseTo(1, within(EXACT));
  }

  @Test
  void of_isEmptyWithoutAnomalousSteps() {
    assertThat(VusPr.of(Scores.of(1, 2), List.of(), 10)).isEmpty();
  }

  private static double of(int steps, int factor, int modulus, List<StepRange> truth, int buffer) {
    double[] scores = new double[steps];
    for (int step = 0; step < steps; step++) {
      scores[step] = step * factor % modulus / (double) modulus;
    }
    for (StepRange range : truth) {
      for (int step = range.first(); step <= range.last(); step++) {
        scores[step] += step % 3 == 0 ? 0 : 0.6;
      }
    }
    return VusPr.of(Scores.of(scores), truth, buffer).orElseThrow();
  }
}
