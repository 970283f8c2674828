package dev.tocsin.detect.incident;

import static dev.tocsin.detect.incident.Points.STEP;
import static dev.tocsin.detect.incident.Points.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.Gates.Deviation;
import dev.tocsin.detect.Gates.Direction;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.detect.incident.Incident.Contribution;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupIncidentsTest {
  private static final IncidentRules RULES =
      IncidentRules.standard().withHoldDown(STEP.multipliedBy(5)).withGrouping(Grouping.by("pod"));
  private static final View WHOLE = new View(STEP, 12, 3, true);

  @Test
  void of_oneSeriesOfManyIsNoIncidentAndSeveralTogetherAre() {
    assertThat(
            of(metric("cpu").calm(20).seen(3, 150), metric("io").calm(23), metric("ops").calm(23)))
        .hasSize(1);
    assertThat(
            of(metric("cpu").calm(20).seen(3, 125), metric("io").calm(23), metric("ops").calm(23)))
        .isEmpty();
  }

  @Test
  void of_namesItsGroupAndWhichSeriesDroveIt() {
    List<Incident> found =
        of(
            metric("cpu").calm(20).seen(4, 135).calm(20),
            metric("io").calm(21).seen(2, 120).calm(21),
            metric("ops").calm(44),
            Points.of("__name__", "cpu", "pod", "b").calm(44));

    assertThat(found).hasSize(1);
    Incident incident = found.get(0);
    assertThat(incident.group()).contains(Labels.of("pod", "a"));
    assertThat(incident.cause()).isEqualTo(Cause.ANOMALOUS);
    assertThat(incident.span()).isEqualTo(new Span(time(20), time(23), false, false));
    assertThat(incident.peak()).map(Peak::labels).contains(Labels.of("pod", "a"));
    assertThat(incident.peak().orElseThrow().score()).isCloseTo((3.5 + 2) / 3, within(1e-12));
    assertThat(incident.series()).isEqualTo(2);
    assertThat(incident.contributions())
        .extracting(part -> part.incident().labels().metricName())
        .containsExactly("cpu", "io");
    assertThat(shares(incident)).containsExactly(14 / 18.0, 4 / 18.0);
    Span io = incident.contributions().get(1).incident().span();
    assertThat(io).isEqualTo(new Span(time(21), time(22), false, false));
  }

  @Test
  void of_aConstantThatMovesDoesNotSpeakForAll() {
    List<Incident> found =
        of(
            metric("cpu").calm(20).seen(1, 1e12).calm(20),
            metric("io").calm(20).seen(1, 150).calm(20),
            metric("ops").calm(41));

    assertThat(shares(found.get(0))).containsExactly(0.5, 0.5);
  }

  @Test
  void of_eachGroupHasIncidentsOfItsOwnAtTheSameTime() {
    List<Points> all = new ArrayList<>();
    for (String pod : List.of("a", "b", "c")) {
      boolean isHit = !pod.equals("b");
      all.add(Points.of("pod", pod, "m", "1").calm(20).seen(3, isHit ? 150 : 100).calm(20));
      all.add(Points.of("pod", pod, "m", "2").calm(20).seen(3, isHit ? 150 : 100).calm(20));
    }
    assertThat(of(all.toArray(new Points[0])))
        .extracting(incident -> incident.group().orElseThrow())
        .containsExactly(Labels.of("pod", "a"), Labels.of("pod", "c"));
  }

  @Test
  void of_aGroupOfOneSeriesHasTheIncidentsOfTheSeries() {
    Points series =
        metric("cpu")
            .calm(20)
            .seen(3, 160)
            .seen(25, 160, 160)
            .seen(2, 100, 160)
            .calm(30)
            .seen(10, 0)
            .seen(3, 90, 0)
            .calm(20)
            .missing(9)
            .unscored(3, Reason.GAP)
            .calm(20);

    List<Incident> found = of(series);

    List<SeriesIncident> alone =
        Incidents.ofSeries(List.of(series.verdict()), RULES, WHOLE, labels -> false);
    assertThat(alone).hasSize(3);
    assertThat(found)
        .extracting(Incident::span)
        .isEqualTo(alone.stream().map(SeriesIncident::span).toList());
    assertThat(found)
        .extracting(Incident::cause)
        .containsExactly(Cause.ANOMALOUS, Cause.STOPPED, Cause.ABSENT);
  }

  @Test
  void of_aGroupThatIsGoneIsAbsentFromItsFirstMissingStep() {
    List<Incident> found =
        of(
            metric("cpu").calm(20).missing(10),
            metric("io").calm(24).missing(6),
            metric("ops").calm(30));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).cause()).isEqualTo(Cause.ABSENT);
    // Two of three are gone from step 24 on: 2 e / 3 is above 1, e / 3 is not.
    assertThat(found.get(0).span()).isEqualTo(new Span(time(24), time(29), true, false));
    assertThat(found.get(0).contributions())
        .extracting(part -> part.incident().span().onset())
        .containsExactlyInAnyOrder(time(20), time(24));
    assertThat(of(metric("cpu").calm(20).missing(10), metric("io").calm(30), metric("x").calm(30)))
        .isEmpty();
  }

  @Test
  void of_aSeriesThatHasBeenGoneForLongDoesNotDateANewIncidentBack() {
    List<Incident> found =
        of(
            metric("cpu").calm(10).missing(40),
            metric("io").calm(40).seen(10, 150),
            metric("ops").calm(50));

    assertThat(found).extracting(incident -> incident.span().onset()).containsExactly(time(40));
  }

  @Test
  void of_aGroupThatWasGoneWithinAnIncidentHasTheNextOneBehindIt() {
    View patient = new View(STEP, 12, 10, true);
    List<SeriesVerdict> series =
        List.of(
            metric("cpu").calm(20).seen(3, 150).calm(20).verdict(),
            metric("io").calm(20).seen(1, 150).missing(22).verdict(),
            metric("ops").calm(20).seen(1, 150).missing(22).verdict());

    List<Incident> found = Incidents.of(series, RULES, patient, labels -> false);

    assertThat(found)
        .extracting(Incident::span)
        .containsExactly(
            new Span(time(20), time(22), false, false), new Span(time(23), time(42), true, false));
  }

  @Test
  void of_theWayBackIsNoIncident() {
    Points[] back = {
      metric("cpu").calm(20).seen(3, 160).seen(25, 160, 160).seen(2, 100, 160).calm(30),
      metric("io").calm(20).seen(3, 160).seen(25, 160, 160).seen(2, 100, 160).calm(30)
    };

    assertThat(of(back)).extracting(Incident::span).hasSize(1);
  }

  @Test
  void of_whatAGateHoldsBackIsNoIncident() {
    Gates below =
        new Gates(Direction.BELOW_EXPECTED, Deviation.NONE, Deviation.NONE, Optional.empty());
    SeriesVerdict one = below.pass(metric("cpu").calm(20).seen(3, 160).calm(9).verdict());
    SeriesVerdict two = below.pass(metric("io").calm(20).seen(3, 160).calm(9).verdict());

    assertThat(Incidents.of(List.of(one, two), RULES.withGates(below), WHOLE, labels -> false))
        .isEmpty();
  }

  @Test
  void of_whatBeganBeforeTheStepsLookedAtSaysSo() {
    View live = new View(STEP, 12, 3, false);
    SeriesVerdict early = metric("cpu").calm(4).seen(3, 150).verdict();

    assertThat(Incidents.of(List.of(early), RULES, live, labels -> true))
        .extracting(Incident::span)
        .containsExactly(new Span(time(4), time(6), true, true));
  }

  @Test
  void of_sharesSumToOneThoughMostAreNotNamed() {
    Points[] all = new Points[40];
    for (int i = 0; i < all.length; i++) {
      all[i] = metric("m" + i).calm(20).seen(1 + i % 7, 150).calm(20 - i % 7);
    }
    Incident incident = of(all).get(0);

    assertThat(incident.series()).isEqualTo(40);
    assertThat(incident.contributions()).hasSize(10);
    double named = shares(incident).stream().mapToDouble(Double::doubleValue).sum();
    assertThat(named + incident.restShare()).isCloseTo(1, within(1e-12));
  }

  @Test
  void ofEachPrefix_neverTakesBackAnOnset() {
    List<SeriesVerdict> whole =
        List.of(
            metric("cpu").calm(20).seen(3, 160).calm(30).missing(9).calm(20).verdict(),
            metric("io").calm(21).seen(3, 160).calm(29).missing(11).calm(18).verdict(),
            metric("ops").calm(60).seen(2, 140).calm(20).verdict());
    List<Instant> all = onsets(whole);
    assertThat(all).containsExactly(time(20), time(53));
    for (int length = 1; length <= 82; length++) {
      int until = length;
      List<SeriesVerdict> prefix =
          whole.stream()
              .map(one -> new SeriesVerdict(one.labels(), one.points().subList(0, until)))
              .toList();
      List<Instant> found = onsets(prefix);
      assertThat(found).isEqualTo(all.subList(0, found.size()));
    }
  }

  private static List<Instant> onsets(List<SeriesVerdict> verdicts) {
    return Incidents.of(verdicts, RULES, WHOLE, labels -> false).stream()
        .map(incident -> incident.span().onset())
        .toList();
  }

  private static List<Double> shares(Incident incident) {
    return incident.contributions().stream().map(Contribution::share).toList();
  }

  private static Points metric(String name) {
    return Points.of("__name__", name, "pod", "a");
  }

  private static List<Incident> of(Points... series) {
    List<SeriesVerdict> verdicts = List.of(series).stream().map(Points::verdict).toList();
    return Incidents.of(verdicts, RULES, WHOLE, labels -> false);
  }
}
