package dev.tocsin.function.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.tocsin.detect.Gates;
import dev.tocsin.detect.Gates.Deviation;
import dev.tocsin.detect.Gates.Direction;
import dev.tocsin.detect.Gates.Range;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AskedRulesTest {
  private static final IncidentRules BEFORE =
      IncidentRules.standard()
          .withGates(
              new Gates(
                  Direction.BELOW_EXPECTED,
                  new Deviation(1, 2),
                  new Deviation(0.1, 0.2),
                  Optional.of(new Range(0, 9))))
          .withHoldDown(Duration.ofMinutes(7))
          .withGrouping(Grouping.by("pod"));

  private final AskedRules rules = new AskedRules(new Trainers(InstantSource.system()));

  @Test
  void of_aRequestThatAsksForNothing_leavesAllAsItIs() {
    assertThat(rules.of(BEFORE, "linear", new BacktestRequest())).isEqualTo(BEFORE);
  }

  @Test
  void of_eachField_changesThatAlone() {
    BacktestRequest asked = new BacktestRequest();
    asked.setMinDevFromExpected(DoubleNode.valueOf(5));

    assertThat(rules.of(BEFORE, "linear", asked))
        .isEqualTo(
            BEFORE.withGates(
                new Gates(
                    Direction.BELOW_EXPECTED,
                    new Deviation(5, 5),
                    BEFORE.gates().minRelDevFromExpected(),
                    BEFORE.gates().dataRange())));
  }

  @Test
  void of_noLabels_takesTheGroupsApart() {
    BacktestRequest asked = new BacktestRequest();
    asked.setGroupBy(List.of());

    assertThat(rules.of(BEFORE, "linear", asked)).isEqualTo(BEFORE.withGrouping(Grouping.none()));
  }

  @Test
  void of_gatesOfAKindWithoutAForecast_isRefused() {
    BacktestRequest asked = new BacktestRequest();
    asked.setDetectionDirection("above_expected");

    assertThatThrownBy(() -> rules.of(IncidentRules.standard(), "kmeans", asked))
        .isInstanceOf(ProblemException.class)
        .hasMessage("kind is \"kmeans\", expected one that makes a forecast for these gates");
  }
}
