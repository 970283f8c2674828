package dev.tocsin.detect.incident;

import static dev.tocsin.detect.incident.Points.STEP;
import static dev.tocsin.detect.incident.Points.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.Gates.Deviation;
import dev.tocsin.detect.Gates.Direction;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private static final int HOLD_DOWN = 5;
  private static final IncidentRules RULES =
      IncidentRules.standard().withHoldDown(STEP.multipliedBy(HOLD_DOWN));
  private static final View WHOLE = new View(STEP, 12, 3, true);

  @Test
  void of_hasOnsetPeakAndEnd() {
    List<SeriesIncident> found =
        ofSeries(a().calm(20).seen(1, 120).calm(2).seen(2, 170).seen(1, 130).calm(30));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).cause()).isEqualTo(Cause.ANOMALOUS);
    assertThat(found.get(0).span()).isEqualTo(new Span(time(20), time(25), false, false));
    assertThat(found.get(0).peak()).map(Peak::score).contains(7.0);
    assertThat(found.get(0).peak()).map(Peak::time).contains(time(23));
    assertThat(found.get(0).mass())
        .isCloseTo(Math.log(2) + 2 * Math.log(7) + Math.log(3), within(1e-12));
  }

  @Test
  void of_staysOpenUntilItWasCalmForTheHoldDown() {
    assertThat(spans(a().calm(20).seen(1, 120))).containsExactly(open(20, 20));
    assertThat(spans(a().calm(20).seen(1, 120).calm(HOLD_DOWN - 1))).containsExactly(open(20, 20));
    assertThat(spans(a().calm(20).seen(1, 120).calm(HOLD_DOWN))).containsExactly(over(20, 20));
    assertThat(spans(a().calm(20).seen(1, 120).calm(HOLD_DOWN - 1).seen(1, 120)))
        .containsExactly(open(20, 25));
  }

  @Test
  void of_takesWhatTheModelStillSeesAsTheTail() {
    Points twice = a().calm(20).seen(1, 150).calm(11).seen(1, 150);
    assertThat(spans(twice.calm(30))).containsExactly(over(20, 20));

    assertThat(spans(a().calm(20).seen(1, 150).calm(12).seen(1, 150).calm(30)))
        .containsExactly(over(20, 20), over(33, 33));
  }

  @Test
  void of_takesTheWayBackFromANewLevelAsThatOfTheIncident() {
    Points shifted = a().calm(20).seen(3, 160).seen(25, 160, 160);
    assertThat(spans(shifted.seen(2, 100, 160).calm(30))).containsExactly(over(20, 22));

    Points further = a().calm(20).seen(3, 160).seen(25, 160, 160);
    assertThat(spans(further.seen(2, 220, 160).calm(30)))
        .containsExactly(over(20, 22), over(48, 49));

    Points unnoticed = a().calm(20).seen(3, 160).seen(25, 100, 100);
    assertThat(spans(unnoticed.seen(2, 101, 130).calm(30)))
        .containsExactly(over(20, 22), over(48, 49));

    Points late = a().calm(20).seen(3, 160).seen(10 * HOLD_DOWN - 3, 160, 160);
    assertThat(spans(late.seen(2, 100, 160).calm(30))).containsExactly(over(20, 22), over(70, 71));

    Points fromBelow = a().calm(20).seen(3, 160).seen(25, 40, 40);
    assertThat(spans(fromBelow.seen(2, 100, 40).calm(30)))
        .containsExactly(over(20, 22), over(48, 49));
  }

  @Test
  void of_whatBeganBeforeTheStepsLookedAtSaysSo() {
    View live = new View(STEP, 12, 3, false);
    SeriesVerdict early = a().calm(4).seen(3, 150).verdict();
    SeriesVerdict fresh = a().calm(5).seen(3, 150).verdict();

    assertThat(spans(early, live)).containsExactly(new Span(time(4), time(6), true, true));
    assertThat(spans(fresh, live)).containsExactly(new Span(time(5), time(7), true, false));
    assertThat(spans(early, live.whole())).containsExactly(open(4, 6));
  }

  @Test
  void of_aSeriesThatIsGoneIsAbsentFromItsFirstMissingStep() {
    assertThat(ofSeries(a().calm(20).missing(3))).isEmpty();
    List<SeriesIncident> gone = ofSeries(a().calm(20).missing(4));

    assertThat(gone).extracting(SeriesIncident::cause).containsExactly(Cause.ABSENT);
    assertThat(gone.get(0).span()).isEqualTo(open(20, 23));
    assertThat(gone.get(0).mass()).isEqualTo(4);
    assertThat(gone.get(0).peak()).isEmpty();
  }

  @Test
  void of_anAnomalousSeriesThatIsGoneHasAllItsMissingStepsInItsMass() {
    List<SeriesIncident> gone = ofSeries(a().calm(20).seen(2, 170).missing(6));

    assertThat(gone).extracting(SeriesIncident::cause).containsExactly(Cause.ABSENT);
    assertThat(gone.get(0).span()).isEqualTo(open(20, 27));
    assertThat(gone.get(0).mass()).isCloseTo(2 * Math.log(7) + 6, within(1e-12));
  }

  @Test
  void of_aSeriesThatANewModelForgotIsNotAbsent() {
    assertThat(ofSeries(a().calm(20).unscored(1, Reason.NOT_IN_MODEL).missing(20))).isEmpty();
  }

  @Test
  void of_theReturnOfAnAbsentSeriesIsNoIncident() {
    Points back = a().calm(20).missing(10).unscored(3, Reason.GAP).seen(2, 170).calm(30);

    assertThat(spans(back)).containsExactly(over(20, 29));
  }

  @Test
  void of_aSeriesThatComesAndGoesIsNotAbsentForever() {
    Points batch = a();
    for (int i = 0; i < 6; i++) {
      batch.calm(10).missing(20);
    }
    assertThat(spans(batch.calm(5))).containsExactly(over(10, 29), over(40, 59));
    assertThat(spans(batch.missing(40))).contains(open(185, 224));
  }

  @Test
  void of_aSeriesThatNeverWasIsNotAbsent() {
    assertThat(ofSeries(a().missing(50))).isEmpty();
    assertThat(ofSeries(a().missing(30).calm(20))).isEmpty();
    assertThat(ofSeries(a().unscored(50, Reason.NOT_IN_MODEL))).isEmpty();
  }

  @Test
  void of_aSeriesKnownToHaveBeenThereIsAbsentFromTheStart() {
    View live = new View(STEP, 12, 3, false);

    List<SeriesIncident> found =
        Incidents.ofSeries(List.of(a().missing(10).verdict()), RULES, live, labels -> true);

    assertThat(found)
        .extracting(SeriesIncident::span)
        .containsExactly(new Span(time(0), time(9), true, true));
  }

  @Test
  void of_allSeriesGoneAtOnceAreOneIncident() {
    List<SeriesVerdict> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(Points.of("host", "h" + i, "job", "web").calm(20).missing(10).verdict());
    }
    List<Incident> found = Incidents.of(all, RULES, WHOLE, labels -> false);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).cause()).isEqualTo(Cause.ABSENT);
    assertThat(found.get(0).series()).isEqualTo(500);
    assertThat(found.get(0).contributions()).hasSize(10);
    assertThat(found.get(0).restShare()).isCloseTo(0.98, within(1e-9));
    assertThat(found.get(0).common()).isEmpty();
  }

  @Test
  void of_aStopLastsUntilTrafficIsBackThoughTheModelGotUsedToIt() {
    Points stop = a().calm(20).seen(3, 0).seen(40, 0, 0);
    assertThat(spans(stop)).containsExactly(open(20, 62));

    List<SeriesIncident> found = ofSeries(stop.seen(2, 100, 0).calm(30));

    assertThat(found).extracting(SeriesIncident::cause).containsExactly(Cause.STOPPED);
    assertThat(found.get(0).span()).isEqualTo(over(20, 62));
  }

  @Test
  void of_aDipToZeroIsNoStop() {
    assertThat(ofSeries(a().calm(20).seen(2, 0).calm(30)))
        .extracting(SeriesIncident::cause)
        .containsExactly(Cause.ANOMALOUS);
    assertThat(ofSeries(a().calm(20).seen(2, 0).seen(1, 60).seen(2, 0).calm(30)))
        .extracting(SeriesIncident::cause)
        .containsExactly(Cause.ANOMALOUS);
  }

  @Test
  void of_aScoreOfExactlyOneHasMassToo() {
    assertThat(ofSeries(a().calm(20).seen(1, 110)).get(0).mass()).isPositive();
  }

  @Test
  void of_aStopThatNoScoreShowsIsSeenByItsLength() {
    Points noisy = a().seen(60, 12, 8).seen(7, 0, 8);
    assertThat(ofSeries(noisy)).isEmpty();

    assertThat(ofSeries(noisy.seen(1, 0, 8)))
        .extracting(SeriesIncident::cause, SeriesIncident::span)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Cause.STOPPED, open(60, 67)));
    Points sparse = a();
    for (int i = 0; i < 20; i++) {
      sparse.seen(4, 5, 5).seen(2, 0, 5);
    }
    assertThat(ofSeries(sparse.seen(30, 0, 5))).isEmpty();
    Points rarely = a().seen(24, 12, 8).seen(1, 0, 8).seen(23, 12, 8);
    assertThat(spans(rarely.seen(8, 0, 8))).containsExactly(open(48, 55));
  }

  @Test
  void of_aStopIsHeldBackByTheGatesToo() {
    IncidentRules above =
        RULES.withGates(
            new Gates(Direction.ABOVE_EXPECTED, Deviation.NONE, Deviation.NONE, Optional.empty()));
    SeriesVerdict noisy = a().seen(60, 12, 8).seen(20, 0, 8).verdict();

    assertThat(ofSeries(noisy, above)).isEmpty();
    assertThat(ofSeries(noisy, fallOf(12.5))).isEmpty();
    assertThat(ofSeries(noisy, fallOf(12))).hasSize(1);
    SeriesVerdict rarely = a().seen(47, 12, 8).seen(1, 0, 8).seen(9, 12, 8).seen(8, 0, 8).verdict();
    assertThat(ofSeries(rarely, fallOf(12))).hasSize(1);
  }

  /** Rules by which a point must lie so far below what was expected. */
  private static IncidentRules fallOf(double fall) {
    return RULES.withGates(
        new Gates(Direction.BOTH, new Deviation(fall, 0), Deviation.NONE, Optional.empty()));
  }

  private static List<SeriesIncident> ofSeries(SeriesVerdict series, IncidentRules rules) {
    return Incidents.ofSeries(List.of(series), rules, WHOLE, labels -> false);
  }

  @Test
  void of_theWayBackFromWhatAGateHeldBackIsNoIncident() {
    Gates below =
        new Gates(Direction.BELOW_EXPECTED, Deviation.NONE, Deviation.NONE, Optional.empty());
    SeriesVerdict spike = a().calm(20).seen(1, 160).seen(2, 101, 130).calm(30).verdict();
    SeriesVerdict drop = a().calm(20).seen(1, 160).seen(2, 40).calm(30).verdict();
    IncidentRules rules = RULES.withGates(below);

    assertThat(ofSeries(below.pass(spike), rules)).isEmpty();
    assertThat(ofSeries(below.pass(drop), rules)).hasSize(1);
  }

  @Test
  void of_seriesTogetherInTimeAreOneIncidentAndOthersAreNot() {
    SeriesVerdict one = Points.of("host", "a").calm(20).seen(2, 150).calm(60).verdict();
    SeriesVerdict soon = Points.of("host", "b").calm(24).seen(2, 150).calm(56).verdict();
    SeriesVerdict late = Points.of("host", "c").calm(50).seen(2, 150).calm(30).verdict();

    List<Incident> found = Incidents.of(List.of(one, soon, late), RULES, WHOLE, labels -> false);

    assertThat(found).extracting(Incident::series).containsExactly(2, 1);
    assertThat(found.get(0).span()).isEqualTo(over(20, 25));
    assertThat(found.get(1).span()).isEqualTo(over(50, 51));
  }

  @Test
  void of_theLongestSeriesHoldsAnIncidentTogether() {
    SeriesVerdict longest = Points.of("host", "a").calm(20).seen(40, 150).calm(20).verdict();
    SeriesVerdict within = Points.of("host", "b").calm(22).seen(2, 150).calm(56).verdict();
    SeriesVerdict last = Points.of("host", "c").calm(62).seen(1, 150).calm(17).verdict();

    List<Incident> found = Incidents.of(List.of(longest, within, last), RULES, WHOLE, l -> false);

    assertThat(found).extracting(Incident::span).containsExactly(over(20, 62));
    found = Incidents.of(List.of(longest, within), RULES, WHOLE, l -> false);
    assertThat(found).extracting(Incident::span).containsExactly(over(20, 59));
  }

  @Test
  void of_aSeriesThatOpensTwiceHasTheCauseOfItsGreaterPart() {
    SeriesVerdict twice =
        Points.of("host", "a").calm(20).seen(1, 120).calm(20).missing(9).verdict();
    SeriesVerdict other = Points.of("host", "b").calm(20).seen(30, 111).verdict();

    List<Incident> found = Incidents.of(List.of(twice, other), RULES, WHOLE, labels -> false);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).contributions())
        .extracting(part -> part.incident().cause())
        .containsExactly(Cause.ABSENT, Cause.ANOMALOUS);
  }

  @Test
  void ofEachPrefix_neverTakesBackAnOnset() {
    SeriesVerdict whole =
        a().calm(20)
            .seen(3, 160)
            .seen(25, 160, 160)
            .seen(2, 100, 160)
            .calm(30)
            .seen(10, 0)
            .seen(3, 90, 0)
            .calm(20)
            .missing(9)
            .calm(20)
            .verdict();
    List<Span> all = spans(whole, WHOLE);
    assertThat(all).hasSize(3);
    for (int length = 1; length <= whole.points().size(); length++) {
      SeriesVerdict prefix = new SeriesVerdict(whole.labels(), whole.points().subList(0, length));
      List<Span> found = spans(prefix, WHOLE);
      assertThat(found.stream().map(Span::onset).toList())
          .isEqualTo(all.subList(0, found.size()).stream().map(Span::onset).toList());
    }
  }

  @Test
  void holdDown_isThirtyTwoStepsAndAtLeastThirtySeconds() {
    assertThat(IncidentRules.standard().holdDownSteps(Duration.ofMinutes(1))).isEqualTo(32);
    assertThat(IncidentRules.standard().holdDownSteps(Duration.ofMillis(100))).isEqualTo(300);
    assertThat(RULES.withHoldDown(Duration.ofSeconds(90)).holdDownSteps(STEP)).isEqualTo(2);
  }

  @Test
  void echoSteps_areThoseAModelSeesButNoMoreThanCalmLasts() {
    assertThat(RULES.echoSteps(12, STEP)).isEqualTo(12);
    assertThat(RULES.echoSteps(1_000, STEP)).isEqualTo(32);
    assertThat(RULES.withHoldDown(STEP.multipliedBy(100)).echoSteps(1_000, STEP)).isEqualTo(100);
  }

  private static Points a() {
    return Points.of("host", "a");
  }

  private static Span over(int from, int to) {
    return new Span(time(from), time(to), false, false);
  }

  private static Span open(int from, int to) {
    return new Span(time(from), time(to), true, false);
  }

  private static List<SeriesIncident> ofSeries(Points points) {
    return ofSeries(points.verdict(), RULES);
  }

  private static List<Span> spans(Points points) {
    return spans(points.verdict(), WHOLE);
  }

  private static List<Span> spans(SeriesVerdict series, View view) {
    return Incidents.ofSeries(List.of(series), RULES, view, labels -> false).stream()
        .map(SeriesIncident::span)
        .toList();
  }
}
