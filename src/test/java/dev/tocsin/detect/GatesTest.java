package dev.tocsin.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.detect.Gates.Deviation;
import dev.tocsin.detect.Gates.Direction;
import dev.tocsin.detect.Gates.Range;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final Instant TIME = Instant.EPOCH;

  @Test
  void pass_withOpenGatesChangesNothing() {
    SeriesVerdict series =
        new SeriesVerdict(dev.tocsin.series.Labels.empty(), List.of(seen(150), seen(100)));

    assertThat(Gates.open().pass(series)).isSameAs(series);
    assertThat(series.anomalous()).isTrue();
  }

  @Test
  void pass_holdsBackTheOtherDirectionAndKeepsItsScore() {
    Gates above = gates(Direction.ABOVE_EXPECTED, Deviation.NONE, Deviation.NONE);
    Gates below = gates(Direction.BELOW_EXPECTED, Deviation.NONE, Deviation.NONE);

    assertThat(above.pass(seen(150)).anomalous()).isTrue();
    assertThat(above.pass(seen(50)).anomalous()).isFalse();
    assertThat(above.pass(seen(50)).anomalyScore()).isEqualTo(5);
    assertThat(below.pass(seen(150)).anomalous()).isFalse();
    assertThat(below.pass(seen(50)).anomalous()).isTrue();
    assertThat(above.pass(seen(105)).anomalous()).isFalse();
  }

  @Test
  void pass_wantsALeastDeviationBelowAndAbove() {
    Gates gates = gates(Direction.BOTH, new Deviation(30, 60), Deviation.NONE);

    assertThat(gates.pass(seen(71)).anomalous()).isFalse();
    assertThat(gates.pass(seen(70)).anomalous()).isTrue();
    assertThat(gates.pass(seen(159)).anomalous()).isFalse();
    assertThat(gates.pass(seen(160)).anomalous()).isTrue();
  }

  @Test
  void pass_wantsALeastShareOfTheExpected() {
    Gates gates = gates(Direction.BOTH, Deviation.NONE, Deviation.of(List.of(0.2)));

    assertThat(gates.pass(seen(119)).anomalous()).isFalse();
    assertThat(gates.pass(seen(121)).anomalous()).isTrue();
    assertThat(gates.pass(new Scored(TIME, 3, 0, -1, 1, 3)).anomalous()).isTrue();
    assertThat(gates.pass(new Scored(TIME, -119, -100, -110, -90, 1.9)).anomalous()).isFalse();
  }

  @Test
  void pass_makesWhatIsOutsideTheDataRangeAnomalousWhateverItsScore() {
    Gates gates =
        new Gates(
            Direction.BELOW_EXPECTED,
            new Deviation(1e9, 1e9),
            Deviation.NONE,
            Optional.of(Range.of(List.of(0.0, 104.0))));

    assertThat(gates.pass(seen(105)).anomalous()).isTrue();
    assertThat(gates.pass(seen(105)).anomalyScore()).isGreaterThan(1);
    assertThat(gates.pass(seen(150)).anomalyScore()).isEqualTo(5);
    assertThat(gates.pass(seen(104)).anomalous()).isFalse();
    assertThat(gates.pass(seen(104)).anomalyScore()).isEqualTo(0.4);
  }

  @Test
  void wrongNumbers_areToldWithWhatWasExpected() {
    assertThatThrownBy(() -> Deviation.of(List.of(1.0, 2.0, 3.0)))
        .hasMessage("[1.0, 2.0, 3.0], expected one number, or two: below and above");
    assertThatThrownBy(() -> new Deviation(-1, 0))
        .hasMessage("[-1.0, 0.0], expected two finite numbers of at least 0");
    assertThatThrownBy(() -> Range.of(List.of(1.0)))
        .hasMessage("[1.0], expected two numbers, the least and the greatest");
    assertThatThrownBy(() -> new Range(2, 1))
        .hasMessage("[2.0, 1.0], expected two numbers, the least first");
    assertThatThrownBy(() -> new Range(Double.NaN, 1)).hasMessageContaining("the least first");
  }

  private static Gates gates(Direction direction, Deviation absolute, Deviation relative) {
    return new Gates(direction, absolute, relative, Optional.empty());
  }

  /** A point where 100 is expected, in a band of 90 to 110. */
  private static Scored seen(double y) {
    return new Scored(TIME, y, 100, 90, 110, Math.abs(y - 100) / 10);
  }
}
