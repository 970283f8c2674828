package dev.tocsin.function.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesRead;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");
  private static final List<SeriesVerdict> SERIES =
      List.of(
          series("cpu", "a", scored(3)),
          series("io", "a", scored(2)),
          series("cpu", "b", scored(0.2)),
          series("io", "b", scored(1.5)),
          series("cpu", "c", new Unscored(AT, Unscored.Reason.NOT_IN_MODEL)));

  private final Metrics metrics = new Metrics(new Manifest.Versions("t", "17", "1", "4"));

  @Test
  void scored_ofAJobWithGroupsTellsHowManyWereJudgedAndHowManyWereAnomalous() {
    metrics.scored("shop", result(Grouping.by("pod")));

    assertThat(gauge("tocsin_groups")).isEqualTo(Map.of("shop", 2.0));
    assertThat(gauge("tocsin_anomalous_groups")).isEqualTo(Map.of("shop", 1.0));
    assertThat(gauge("tocsin_anomalous_series")).isEqualTo(Map.of("shop", 3.0));
  }

  @Test
  void scored_ofAJobWithoutGroupsTellsNothingOfThem() {
    metrics.scored("adhoc", result(Grouping.by("pod")));
    metrics.scored("adhoc", result(Grouping.none()));

    assertThat(gauge("tocsin_groups")).isEmpty();
    assertThat(gauge("tocsin_anomalous_groups")).isEmpty();
    assertThat(gauge("tocsin_series")).isEqualTo(Map.of("adhoc", 5.0));
  }

  /** Else a job whose pods come and go would never be told to have an old model. */
  @Test
  void scored_byAModelThatSeriesJoinedTellsWhenItWasFitted() {
    Detector fitted = Detectors.detector("shop", "20260102t030405z-1a2b3c4d");
    Manifest joined = Detectors.joined(fitted, AT).manifest();

    metrics.scored("shop", result(Grouping.none(), Optional.of(joined)));

    assertThat(gauge("tocsin_model_trained_timestamp_seconds"))
        .isEqualTo(Map.of("shop", (double) fitted.manifest().trainedAt().getEpochSecond()));
  }

  /** The values of a gauge by job. */
  private Map<String, Double> gauge(String name) {
    return metrics.snapshot().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
        .map(GaugeSnapshot.class::cast)
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .collect(
            Collectors.toMap(
                point -> point.getLabels().get("job_name"),
                GaugeSnapshot.GaugeDataPointSnapshot::getValue));
  }

  private static ScoreResult result(Grouping grouping) {
    return result(grouping, Optional.empty());
  }

  private static ScoreResult result(Grouping grouping, Optional<Manifest> model) {
    return new ScoreResult(
        "shop",
        AT,
        model,
        SERIES,
        GroupVerdict.of(SERIES, grouping),
        List.of(),
        IncidentRules.standard().withGrouping(grouping),
        List.of(),
        new SeriesRead.How("memory", 0, 0, List.of()));
  }

  private static PointVerdict scored(double score) {
    return new Scored(AT, 100 + 10 * score, 100, 90, 110, score);
  }

  private static SeriesVerdict series(String metric, String pod, PointVerdict point) {
    return new SeriesVerdict(Labels.of("__name__", metric, "pod", pod), List.of(point));
  }
}
