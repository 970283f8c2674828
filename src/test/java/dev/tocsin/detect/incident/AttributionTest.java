package dev.tocsin.detect.incident;

import static dev.tocsin.detect.incident.Points.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Incident.CommonLabels;
import dev.tocsin.detect.incident.Incident.Contribution;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Causes planted in a job of 3 metrics × 4 types × 5 hosts. */
class AttributionTest {
  private static final View VIEW = new View(STEP, 12, 3, true);

  @Test
  void of_aLabelValueNamesIt() {
    assertThat(common(has("type", "TXT"))).containsExactly(Labels.of("type", "TXT"));
  }

  @Test
  void of_aMetricNamesIt() {
    assertThat(common(has("__name__", "errors"))).containsExactly(Labels.of("__name__", "errors"));
  }

  @Test
  void of_aPairOfLabelsNamesBoth() {
    assertThat(common(has("type", "TXT").and(has("host", "h2"))))
        .containsExactly(Labels.of("type", "TXT", "host", "h2"));
  }

  @Test
  void of_allSeriesNamesNothing() {
    assertThat(common(labels -> true)).isEmpty();
  }

  @Test
  void of_seriesWithoutAnythingInCommonNamesNothing() {
    SplittableRandom random = new SplittableRandom(7);
    assertThat(common(labels -> random.nextInt(4) == 0)).isEmpty();
  }

  @Test
  void of_oneSeriesThatOnlyAllItsLabelsTellApartNamesNothing() {
    Labels one = Labels.of("__name__", "errors", "type", "A", "host", "h1");

    assertThat(common(one::equals)).isEmpty();
  }

  @Test
  void of_aLabelIsFoundThoughSomeCalmSeriesAreAnomalousByChance() {
    SplittableRandom random = new SplittableRandom(3);

    assertThat(common(has("type", "TXT").or(labels -> random.nextInt(12) == 0)))
        .containsExactly(Labels.of("type", "TXT"));
  }

  @Test
  void of_sharesSumToOneAndTheGreatestComesFirst() {
    List<SeriesVerdict> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(Points.of("i", "s" + i).calm(40).seen(1 + i % 7, 150).calm(40).verdict());
    }
    Incident incident = Incidents.of(all, IncidentRules.standard(), VIEW, l -> false).get(0);

    double sum = incident.contributions().stream().mapToDouble(Contribution::share).sum();
    assertThat(sum + incident.restShare()).isCloseTo(1, within(1e-12));
    assertThat(incident.contributions())
        .isSortedAccordingTo(java.util.Comparator.comparingDouble(Contribution::share).reversed());
    assertThat(incident.contributions().get(0).incident().mass())
        .isCloseTo(7 * Math.log(5), within(1e-9));
  }

  @Test
  void of_tenThousandSeriesWithOneCauseIsOneIncident() {
    List<SeriesVerdict> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String zone = "z" + i % 5;
      Points points = Points.of("__name__", "load", "zone", zone, "host", "h" + i).calm(40);
      all.add((i % 5 == 3 ? points.seen(5, 130 + i % 50) : points.calm(5)).calm(20).verdict());
    }
    List<Incident> found = Incidents.of(all, IncidentRules.standard(), VIEW, labels -> false);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).series()).isEqualTo(2_000);
    assertThat(found.get(0).common())
        .extracting(CommonLabels::labels)
        .containsExactly(Labels.of("zone", "z3"));
  }

  private static Predicate<Labels> has(String name, String value) {
    return labels -> labels.value(name).filter(value::equals).isPresent();
  }

  private static List<Labels> common(Predicate<Labels> anomalous) {
    List<SeriesVerdict> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (String metric : List.of("requests", "errors", "latency")) {
      for (String type : List.of("A", "AAAA", "TXT", "MX")) {
        for (int host = 0; host < 5; host++) {
          String[] labels = {"__name__", metric, "type", type, "host", "h" + host};
          Points points = Points.of(labels).calm(40);
          boolean isAnomalous = anomalous.test(Labels.of(labels));
          double y = isAnomalous ? 150 + 100 * random.nextDouble() : 100;
          all.add(points.seen(3 + random.nextInt(3), y).calm(40).verdict());
        }
      }
    }
    return Incidents.of(all, IncidentRules.standard(), VIEW, labels -> false)
        .get(0)
        .common()
        .stream()
        .map(CommonLabels::labels)
        .toList();
  }
}
