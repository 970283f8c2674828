package dev.tocsin.demo.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.demo.recording.Incident;
import dev.tocsin.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Instant START = Instant.parse("2026-11-21T21:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Labels A = Labels.of("__name__", "queries", "type", "A");
  private static final Labels TXT = Labels.of("__name__", "queries", "type", "TXT");

  /** From the second 12 to the second 30. */
  private static final Incident STOP = incident("stop", 12, 30);

  private static final Incident SURGE = incident("surge", 60, 70);

  @Test
  void stretches_joinPointsAtMostTwoStepsApart() {
    List<AnomalousStretch> stretches =
        AnomalousStretch.in(A, points(2, 3, 0.9, 1, 0.1, 0.2, 5), STEP.multipliedBy(2));

    assertThat(stretches).hasSize(2);
    assertThat(stretches.get(0).first()).isEqualTo(second(0));
    assertThat(stretches.get(0).last()).isEqualTo(second(15));
    assertThat(stretches.get(0).peak().score()).isEqualTo(3);
    assertThat(stretches.get(1).points()).hasSize(1);
  }

  @Test
  void incidentOf_isTheOneThatAStretchOverlaps() {
    Findings findings = findings(stretch(A, 5, 10), stretch(A, 10, 15), stretch(A, 25, 30, 35));

    assertThat(findings.incidentOf(stretch(A, 5, 10))).isEmpty();
    assertThat(findings.incidentOf(stretch(A, 10, 15))).contains(STOP);
    assertThat(findings.incidentOf(stretch(A, 25, 30, 35))).contains(STOP);
    assertThat(findings.falseAlerts()).containsExactly(stretch(A, 5, 10));
  }

  @Test
  void aftershockOf_isTheOneTheForecastStillSees() {
    Findings findings = findings(stretch(A, 30), stretch(A, 35), stretch(A, 40));

    assertThat(findings.aftershockOf(stretch(A, 30))).contains(STOP);
    assertThat(findings.aftershockOf(stretch(A, 35))).contains(STOP);
    assertThat(findings.aftershockOf(stretch(A, 40))).isEmpty();
    assertThat(findings.falseAlerts()).containsExactly(stretch(A, 40));
  }

  @Test
  void aftershockOf_isNoneForWhatIsOfTheNextIncident() {
    Findings findings =
        new Findings(
            List.of(stretch(A, 35, 40)),
            List.of(STOP, incident("surge", 35, 50)),
            STEP.multipliedBy(2));

    assertThat(findings.aftershocks()).isEmpty();
    assertThat(findings.falseAlerts()).isEmpty();
  }

  @Test
  void delay_countsFromTheFirstPointWithinTheIncident() {
    Findings findings = findings(stretch(TXT, 10, 20), stretch(A, 15, 20));

    assertThat(findings.delay(STOP)).contains(Duration.ofSeconds(3));
    assertThat(findings.delay(SURGE)).isEmpty();
  }

  @Test
  void stretches_areInTimeOrder() {
    Findings findings =
        findings(stretch(A, 65), stretch(TXT, 15), stretch(A, 15), stretch(TXT, 10, 75));

    assertThat(findings.stretches())
        .containsExactly(stretch(TXT, 10, 75), stretch(A, 15), stretch(TXT, 15), stretch(A, 65));
  }

  @Test
  void table_showsWhatWasExpectedSeenAndTrue() {
    Findings findings = findings(stretch(A, 15, 20, 25), stretch(TXT, 35), stretch(TXT, 45));

    assertThat(text(findings).table())
        .containsExactly(
            "time (UTC)  lasted  series    score  expected            seen  what happened",
            "21:00:15    15 s    type=A    25     42.1 [33.9 to 100]  0     stop, 21:00:12 to"
                + " 21:00:30",
            "21:00:35    5 s     type=TXT  35     42.1 [33.9 to 100]  0     after stop",
            "21:00:45    5 s     type=TXT  45     42.1 [33.9 to 100]  0     nothing: a false"
                + " alert");
  }

  @Test
  void table_isBounded() {
    AnomalousStretch[] many = new AnomalousStretch[45];
    for (int i = 0; i < many.length; i++) {
      many[i] = stretch(A, 100 + 20 * i);
    }

    assertThat(text(findings(many)).table()).hasSize(42).endsWith("… and 5 more");
  }

  @Test
  void summary_countsFoundMissedAndFalse() {
    Findings findings =
        findings(
            stretch(A, 15, 20), stretch(TXT, 20), stretch(A, 35), stretch(TXT, 45), stretch(A, 50));

    assertThat(text(findings).summary())
        .containsExactly(
            "1 of 2 incidents found",
            "  stop       found after 3.0 s in type=A, type=TXT",
            "  surge      missed",
            "1 alert within 10 s after an incident, while the forecast still looks back at it",
            "2 false alerts");
  }

  private static Findings findings(AnomalousStretch... stretches) {
    return new Findings(List.of(stretches), List.of(STOP, SURGE), STEP.multipliedBy(2));
  }

  private static FindingsText text(Findings findings) {
    return new FindingsText(findings, new SeriesNames(List.of(A, TXT)), STEP);
  }

  private static Incident incident(String kind, int from, int to) {
    return new Incident(kind, second(from), second(to));
  }

  private static AnomalousStretch stretch(Labels series, int... seconds) {
    List<ScoredPoint> points = new ArrayList<>();
    for (int second : seconds) {
      points.add(point(second, second));
    }
    return new AnomalousStretch(series, points);
  }

  private static List<ScoredPoint> points(double... scores) {
    List<ScoredPoint> points = new ArrayList<>();
    for (double score : scores) {
      points.add(point(5 * points.size(), score));
    }
    return points;
  }

  private static ScoredPoint point(int second, double score) {
    return new ScoredPoint(second(second), 0, 42.1234, 33.9, 100.4, score);
  }

  private static Instant second(int second) {
    return START.plusSeconds(second);
  }
}
