package dev.tocsin.pipeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.demo.recording.RecordedMatrix;
import dev.tocsin.demo.recording.Recording;
import dev.tocsin.detect.incident.Cause;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.Incident.CommonLabels;
import dev.tocsin.detect.incident.Span;
import dev.tocsin.model.Progress;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recording of a real CoreDNS with four known incidents, replayed. */
class CoreDnsBacktestTest {
  /** One step in 10,000 may be anomalous by chance, and 1 s of three series are 8,100. */
  private static final int MOST_FALSE = 1;

  /** At 1 s noise nearly hides that half of the traffic is missing; its return is seen. */
  private static final Duration LATE = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(ints = {5, 1})
  void run_findsTheFourIncidentsWithTheirCausesAndHardlyAnythingElse(int stepSeconds) {
    Recording recording = Recording.coreDns();
    Duration step = Duration.ofSeconds(stepSeconds);
    SeriesMatrix requests =
        RecordedMatrix.of(
            recording, step, labels -> labels.metricName().equals("coredns_dns_requests_total"));
    ModelRecipe recipe =
        new ModelRecipe(
            "linear",
            12,
            Optional.of(recording.season()),
            new Preprocessing(CounterRule.AUTO, 3),
            1);

    List<Incident> incidents =
        Backtest.of(new PooledTrainer(new LinearTrainer()), BacktestSettings.of(recipe))
            .run(requests, Progress.none())
            .incidents();

    var truth = recording.incidents();
    // Noise may part one incident into two.
    List<Incident> found =
        truth.stream()
            .flatMap(
                one ->
                    incidents.stream()
                        .filter(incident -> isOnset(incident.span(), one.from(), one.to()))
                        .limit(1))
            .toList();
    assertThat(found).hasSize(4);
    assertThat(incidents)
        .filteredOn(
            incident ->
                truth.stream().noneMatch(one -> isOnset(incident.span(), one.from(), one.to())))
        .hasSizeLessThanOrEqualTo(MOST_FALSE);
    for (int i = 0; i < 4; i++) {
      assertThat(isOnset(found.get(i).span(), truth.get(i).from(), truth.get(i).to())).isTrue();
      // The model looks back 12 steps, and sees the incident that long.
      assertThat(found.get(i).span().end()).isBefore(truth.get(i).to().plus(step.multipliedBy(12)));
    }
    assertThat(found)
        .extracting(Incident::cause)
        .containsExactly(Cause.STOPPED, Cause.ANOMALOUS, Cause.ANOMALOUS, Cause.ANOMALOUS);
    assertThat(found.get(2).common())
        .extracting(CommonLabels::labels)
        .containsExactly(Labels.of("type", "TXT"));
  }

  private static boolean isOnset(Span span, Instant from, Instant to) {
    return !span.onset().isBefore(from) && !span.onset().isAfter(to.plus(LATE));
  }
}
