package dev.tocsin.push.series;

import static dev.tocsin.push.Reports.AT;
import static dev.tocsin.push.Reports.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.push.Reports;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.report.ScoreValue;
import dev.tocsin.push.series.wire.Sample;
import dev.tocsin.series.Labels;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Labels OWN =
      Labels.of("model_alias", "linear", "scheduler_alias", "dns", "for", "dns");

  @Test
  void of_aPointWithoutAForecast_writesNoneOfIt() {
    Labels labels = Labels.of("__name__", "load");
    Scored point = new Scored(Reports.AT, 12, Double.NaN, Double.NaN, Double.NaN, 2.5);
    SeriesNaming all = new SeriesNaming("", EnumSet.allOf(ScoreValue.class), Map.of());

    Samples samples = Samples.of(Reports.of(Reports.verdict(labels, point)), all, Reports.NOW);

    assertThat(samples.inOrder())
        .extracting(sample -> sample.labels().metricName() + " " + sample.value())
        .containsExactlyInAnyOrder("anomaly_score 2.5", "y 12.0");
  }

  @Test
  void of_groupedSeriesHasTheScoresOfTheGroupsAndTheOtherNumbersOfTheSeries() {
    List<SeriesVerdict> series =
        List.of(
            Reports.verdict(Labels.of("__name__", "cpu", "pod", "a"), 3),
            Reports.verdict(Labels.of("__name__", "io", "pod", "a"), 1),
            Reports.verdict(Labels.of("__name__", "cpu"), 0.5));
    Report report =
        new Report(
            Reports.SUBJECT, AT, series, GroupVerdict.of(series, Grouping.by("pod")), List.of());
    SeriesNaming naming =
        new SeriesNaming("", EnumSet.of(ScoreValue.ANOMALY_SCORE, ScoreValue.Y), Map.of());

    List<Sample> samples = Samples.of(report, naming, NOW).inOrder();

    assertThat(samples.stream().filter(sample -> sample.labels().metricName().equals("y")))
        .hasSize(3);
    assertThat(
            samples.stream().filter(sample -> sample.labels().metricName().equals("anomaly_score")))
        .extracting(Sample::labels, Sample::value)
        .containsExactly(tuple(group("pod", "a"), 2.0), tuple(group("pod", ""), 0.5));
  }

  private static Labels group(String name, String value) {
    Map<String, String> all = new HashMap<>(OWN.asMap());
    all.put("__name__", "anomaly_score");
    all.put(name, value);
    return Labels.of(all);
  }
}
