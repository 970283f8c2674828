package dev.tocsin.pipeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.incident.Incidents;
import dev.tocsin.detect.incident.View;
import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.detect.measure.Quality;
import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Verdicts over a day of minutes, the first hour without a model, calm but for chosen steps. */
class BacktestQualityTest {
  private static final double EXACT = 1e-12;
  private static final int STEPS = 1_500;
  private static final int FIRST_FIT = 60;
  private static final TimeGrid GRID = new TimeGrid(0, 60_000, STEPS);
  private static final Labels A = Labels.of("host", "a");
  private static final Labels B = Labels.of("host", "b");

  @Test
  void of_measuresEachSeriesByItsOwnIncidents() {
    BacktestQuality quality =
        BacktestQuality.of(
            result(Grouping.none(), series(A, 301, 302, 900), series(B, 500)),
            List.of(known(300, 310, A), known(500, 500, B), known(1_200, 1_210, B)));

    assertThat(events(quality, 0)).isEqualTo(new EventQuality(1, 1, 1, 1, 1));
    assertThat(events(quality, 1)).isEqualTo(new EventQuality(2, 1, 1, 0, 0));
    assertThat(quality.overall().events()).isEqualTo(new EventQuality(3, 2, 2, 1, 1));
    double days = 2 * (STEPS - FIRST_FIT) / 1_440.0;
    assertThat(quality.overall().falseAlertsPerDay()).hasValue(1 / days);
    double a = quality.each().get(0).quality().aucPr().orElseThrow();
    double b = quality.each().get(1).quality().aucPr().orElseThrow();
    assertThat(quality.overall().aucPr().orElseThrow()).isCloseTo((a + b) / 2, within(EXACT));
    assertThat(quality.bufferSteps()).isEqualTo(11);
  }

  @Test
  void of_scoresThatAreTheLabelsIsPerfect() {
    BacktestQuality quality =
        BacktestQuality.of(
            result(Grouping.none(), series(A, 300, 301, 302)), List.of(known(300, 302, A)));

    Quality a = quality.each().get(0).quality();
    assertThat(a.events().f1()).isEqualTo(1);
    assertThat(a.aucPr().orElseThrow()).isCloseTo(1, within(EXACT));
    // Its buffers want scores around the anomaly too.
    assertThat(a.vusPr().orElseThrow()).isBetween(0.6, 1.0);
  }

  @Test
  void of_whatLiesBeforeTheFirstFitDoesNotCount() {
    BacktestQuality quality =
        BacktestQuality.of(
            result(Grouping.none(), series(A, 300)), List.of(known(10, 20, A), known(300, 300, A)));

    assertThat(events(quality, 0)).isEqualTo(new EventQuality(1, 1, 1, 0, 0));
  }

  @Test
  void of_rangesThatOverlapAreOneEvent() {
    BacktestQuality quality =
        BacktestQuality.of(
            result(Grouping.none(), series(A, 305)),
            List.of(known(300, 310, A), known(305, 320, A), known(321, 325, A)));

    assertThat(events(quality, 0)).isEqualTo(new EventQuality(1, 1, 1, 0, 5));
  }

  @Test
  void of_groupsMeasuresTheGroupsByTheAnomaliesOfTheirSeries() {
    Labels cpu = Labels.of("__name__", "cpu", "pod", "p");
    Labels io = Labels.of("__name__", "io", "pod", "p");
    Labels other = Labels.of("__name__", "io", "pod", "q");

    BacktestQuality quality =
        BacktestQuality.of(
            result(Grouping.by("pod"), series(cpu, 300), series(io, 300, 700), series(other, 800)),
            List.of(known(300, 305, cpu), known(301, 306, io)));

    assertThat(quality.each())
        .extracting(BacktestQuality.Target::labels)
        .containsExactly(Labels.of("pod", "p"), Labels.of("pod", "q"));
    // The mean of 9, capped at 4, and a calm series is 2: an alert, and at 700 a false one.
    assertThat(events(quality, 0)).isEqualTo(new EventQuality(1, 1, 1, 1, 0));
    assertThat(events(quality, 1)).isEqualTo(new EventQuality(0, 0, 0, 1, 0));
  }

  @Test
  void of_withoutAnomaliesCountsFalseAlerts() {
    BacktestQuality quality =
        BacktestQuality.of(result(Grouping.none(), series(A, 300)), List.of());

    assertThat(quality.overall().events()).isEqualTo(new EventQuality(0, 0, 0, 1, 0));
    assertThat(quality.overall().aucPr()).isEmpty();
    assertThat(quality.overall().vusPr()).isEmpty();
  }

  @Test
  void check_refusesWhatConcernsNoSeriesOrLiesOutside() {
    SeriesMatrix samples = SeriesMatrix.on(GRID).add(A, new double[STEPS]).build();

    assertThatThrownBy(() -> BacktestQuality.check(List.of(known(1, 2, B)), samples, 0))
        .isInstanceOf(InvalidJobException.class)
        .hasMessage(
            "known[1].labels is \"of no series\", expected labels that a series of the back-test"
                + " has");
    assertThatThrownBy(() -> BacktestQuality.check(List.of(known(10, 20, A)), samples, 100))
        .isInstanceOf(InvalidJobException.class)
        .hasMessage(
            "known[10] is \"1970-01-01T00:10:00Z to 1970-01-01T00:20:00Z\", expected a time within"
                + " the range of the back-test, 1970-01-01T01:40:00Z to 1970-01-02T00:59:00Z");
    assertThatThrownBy(() -> known(20, 10, A))
        .isInstanceOf(InvalidJobException.class)
        .hasMessage(
            "known[20].to is \"1970-01-01T00:10:00Z\", expected a time not before from,"
                + " 1970-01-01T00:20:00Z");
  }

  private static EventQuality events(BacktestQuality quality, int target) {
    return quality.each().get(target).quality().events();
  }

  private static KnownAnomaly known(int from, int to, Labels of) {
    return new KnownAnomaly("known[" + from + "]", GRID.time(from), time(to), of::equals);
  }

  private static Instant time(int step) {
    return GRID.time(step);
  }

  private static BacktestResult result(Grouping grouping, SeriesVerdict... series) {
    List<SeriesVerdict> all = List.of(series);
    IncidentRules rules = IncidentRules.standard().withGrouping(grouping);
    View view = new View(Duration.ofMinutes(1), 12, 3, true);
    return new BacktestResult(
        GRID,
        all,
        GroupVerdict.of(all, grouping),
        Incidents.ofSeries(all, rules, view, labels -> false),
        Incidents.of(all, rules, view, labels -> false),
        List.of(new BacktestResult.Fit(time(FIRST_FIT), all.size(), 0, Optional.empty())));
  }

  private static SeriesVerdict series(Labels labels, Integer... anomalous) {
    Set<Integer> hot = Set.of(anomalous);
    List<PointVerdict> points = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      double score = hot.contains(i) ? 9 : 0.1;
      points.add(new Scored(time(i), 100 + 10 * score, 100, 90, 110, score));
    }
    return new SeriesVerdict(labels, points);
  }
}
