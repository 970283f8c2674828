package dev.tocsin.detect.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQualityTest {
  private static final double EXACT = 1e-12;
  private static final StepRange EVENT = new StepRange(100, 120);
  private static final StepRange LATER_EVENT = new StepRange(300, 310);

  @Test
  void of_countsEventsAlertsAndDelay() {
    EventQuality quality =
        of(Tolerance.NONE, List.of(EVENT, LATER_EVENT), alert(104, 110), alert(50, 50));

    assertThat(quality).isEqualTo(new EventQuality(2, 1, 1, 1, 4));
    assertThat(quality.recall()).isEqualTo(0.5);
    assertThat(quality.precision()).isEqualTo(0.5);
    assertThat(quality.f1()).isEqualTo(0.5);
    assertThat(quality.meanDelaySteps()).hasValue(4);
  }

  @Test
  void of_findsAnEventOnceByItsFirstAlert() {
    EventQuality quality = of(Tolerance.NONE, List.of(EVENT), alert(115, 116), alert(102, 102));

    assertThat(quality).isEqualTo(new EventQuality(1, 1, 2, 0, 2));
  }

  @Test
  void of_holdsAnAlertAgainstADetectorWhereItBeganBeforeTheEvent() {
    EventQuality quality = of(Tolerance.NONE, List.of(EVENT), alert(90, 100));

    assertThat(quality).isEqualTo(new EventQuality(1, 0, 0, 1, 0));
  }

  @Test
  void of_findsTheNextEventByAnAlertThatIsStillOn() {
    EventQuality quality = of(Tolerance.NONE, List.of(EVENT, LATER_EVENT), alert(105, 302));

    assertThat(quality).isEqualTo(new EventQuality(2, 2, 1, 0, 5));
  }

  @Test
  void of_givesNothingForAnAlertThatNeverEnds() {
    EventQuality quality = of(Tolerance.NONE, List.of(EVENT, LATER_EVENT), alert(0, 999));

    assertThat(quality.f1()).isZero();
  }

  @Test
  void of_acceptsAnEarlyAlertWithinTheToleranceWithoutDelay() {
    assertThat(of(new Tolerance(2, 0, 0), List.of(EVENT), alert(98, 99)))
        .isEqualTo(new EventQuality(1, 1, 1, 0, 0));
    assertThat(of(new Tolerance(2, 0, 0), List.of(EVENT), alert(97, 110)).found()).isZero();
  }

  @Test
  void of_acceptsALateAlertWithinTheTolerance() {
    assertThat(of(new Tolerance(0, 3, 0), List.of(EVENT), alert(123, 125)))
        .isEqualTo(new EventQuality(1, 1, 1, 0, 23));
    assertThat(of(new Tolerance(0, 3, 0), List.of(EVENT), alert(124, 125)))
        .isEqualTo(new EventQuality(1, 0, 0, 1, 0));
  }

  @Test
  void of_holdsARecoveryNeitherForNorAgainst() {
    Tolerance tolerance = new Tolerance(0, 3, 10);

    assertThat(of(tolerance, List.of(EVENT), alert(133, 140)))
        .isEqualTo(new EventQuality(1, 0, 0, 0, 0));
    assertThat(of(tolerance, List.of(EVENT), alert(134, 140)).falseAlerts()).isEqualTo(1);
  }

  @Test
  void ratios_areZeroWhereThereIsNothingToCount() {
    assertThat(EventQuality.NONE.recall()).isZero();
    assertThat(EventQuality.NONE.precision()).isZero();
    assertThat(EventQuality.NONE.f1()).isZero();
    assertThat(EventQuality.NONE.meanDelaySteps()).isEmpty();
  }

  @Test
  void plus_addsCountsBeforeRatiosAreTaken() {
    EventQuality sum = new EventQuality(1, 1, 1, 0, 2).plus(new EventQuality(3, 1, 1, 2, 6));

    assertThat(sum).isEqualTo(new EventQuality(4, 2, 2, 2, 8));
    assertThat(sum.f1()).isCloseTo(0.5, within(EXACT));
    assertThat(sum.meanDelaySteps()).hasValue(4);
  }

  @Test
  void falseAlertsPerDay_dividesByTheTimeOfAllSeries() {
    EventQuality quality = new EventQuality(0, 0, 0, 6, 0);

    assertThat(quality.falseAlertsPerDay(Duration.ofHours(36))).isCloseTo(4, within(EXACT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quality.falseAlertsPerDay(Duration.ZERO))
        .withMessage("watched for PT0S, expected more than zero");
  }

  @Test
  void tolerance_refusesNegativeSteps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tolerance(-1, 0, 0))
        .withMessage("tolerance of -1 early, 0 late and 0 recovery steps, expected 0 or more");
  }

  private static StepRange alert(int first, int last) {
    return new StepRange(first, last);
  }

  private static EventQuality of(Tolerance tolerance, List<StepRange> events, StepRange... alerts) {
    return EventQuality.of(events, List.of(alerts), tolerance);
  }
}
