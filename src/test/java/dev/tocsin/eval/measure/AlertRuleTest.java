package dev.tocsin.eval.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import org.junit.jupiter.api.Test;

class AlertRuleTest {
  private static final AlertRule RULE = new AlertRule(3);
  private static final double NAN = Double.NaN;

  @Test
  void alerts_lastFromTheFirstToTheLastStepAtTheThreshold() {
    assertThat(RULE.alerts(Scores.of(0, 1, 2, 0.9, 1, 0), 1)).containsExactly(new StepRange(1, 4));
  }

  @Test
  void alerts_areOverWhenItWasCalmForSoManySteps() {
    assertThat(RULE.alerts(Scores.of(1, 0, 0, 1), 1)).containsExactly(new StepRange(0, 3));
    assertThat(RULE.alerts(Scores.of(1, 0, 0, 0, 1), 1))
        .containsExactly(new StepRange(0, 0), new StepRange(4, 4));
  }

  @Test
  void alerts_takeStepsWithoutScoreForCalm() {
    assertThat(RULE.alerts(Scores.of(NAN, 1, NAN, NAN, NAN, 1), 1))
        .containsExactly(new StepRange(1, 1), new StepRange(5, 5));
    assertThat(RULE.alerts(Scores.of(NAN, NAN), 0)).isEmpty();
  }
}
