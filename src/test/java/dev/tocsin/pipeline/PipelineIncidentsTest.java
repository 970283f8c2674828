package dev.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.Gates.Deviation;
import dev.tocsin.detect.Gates.Direction;
import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.incident.Cause;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.Incident.CommonLabels;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import dev.tocsin.store.MemoryModelStore;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Incidents as live scoring of the last step tells of them. */
class PipelineIncidentsTest {
  private static final Instant TRAINED = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(15);

  @Test
  void score_ofTheLastStepKnowsTheOnsetAndThatItIsStillOpen() {
    MemorySource source = new MemorySource();
    for (int host = 0; host < 6; host++) {
      boolean isHit = host % 2 == 0;
      source.with(
          Labels.of("__name__", "load", "host", "h" + host, "zone", isHit ? "a" : "b"),
          isHit ? plus(at(10), at(12), 30, noise(host)) : noise(host));
    }
    Trained pipeline = trained(source, IncidentRules.standard());

    assertThat(score(pipeline, at(9)).incidents()).isEmpty();
    ScoreResult after = score(pipeline, at(20));

    assertThat(after.series()).allSatisfy(series -> assertThat(series.points()).hasSize(1));
    assertThat(after.series()).noneMatch(series -> series.anomalous());
    assertThat(after.incidents()).hasSize(1);
    Incident incident = after.incidents().get(0);
    assertThat(incident.span().onset()).isEqualTo(at(10));
    assertThat(incident.span().open()).isTrue();
    assertThat(incident.span().beganBefore()).isFalse();
    assertThat(incident.series()).isEqualTo(3);
    assertThat(incident.common())
        .extracting(CommonLabels::labels)
        .containsExactly(Labels.of("zone", "a"));
    assertThat(score(pipeline, at(60)).incidents())
        .singleElement()
        .satisfies(over -> assertThat(over.span().open()).isFalse());
  }

  @Test
  void score_ofSeriesThatAreAllGoneIsOneIncident() {
    MemorySource source = new MemorySource();
    for (int host = 0; host < 6; host++) {
      source.with(Labels.of("__name__", "load", "host", "h" + host), until(at(10), noise(host)));
    }
    Trained pipeline = trained(source, IncidentRules.standard());

    for (Instant end : List.of(at(20), at(500))) {
      ScoreResult result = score(pipeline, end);
      assertThat(result.incidents())
          .singleElement()
          .satisfies(
              incident -> {
                assertThat(incident.cause()).isEqualTo(Cause.ABSENT);
                assertThat(incident.series()).isEqualTo(6);
                assertThat(incident.span().open()).isTrue();
              });
    }
    assertThat(score(pipeline, at(20)).incidents().get(0).span().onset()).isEqualTo(at(11));
    assertThat(score(pipeline, at(500)).incidents().get(0).span().beganBefore()).isTrue();
  }

  @Test
  void score_ofASeriesThatWasGoneBeforeTheModelWasMadeIsNoIncident() {
    MemorySource source =
        new MemorySource()
            .with(Labels.of("host", "a"), noise(1))
            .with(Labels.of("host", "b"), until(at(-20), noise(2)));
    Trained pipeline = trained(source, IncidentRules.standard());

    ScoreResult result = score(pipeline, at(100));

    assertThat(result.series()).hasSize(2);
    assertThat(result.incidents()).isEmpty();
  }

  @Test
  void score_ofAStopSaysStoppedAndItsEndIsNoIncident() {
    LongToDoubleFunction noise = noise(1);
    long from = at(10).toEpochMilli();
    long to = at(30).toEpochMilli();
    MemorySource source =
        new MemorySource()
            .with(
                Labels.of("host", "a"),
                time -> time >= from && time < to ? 0 : noise.applyAsDouble(time));
    Trained pipeline = trained(source, IncidentRules.standard());

    Incident open = score(pipeline, at(29)).incidents().get(0);
    assertThat(open.cause()).isEqualTo(Cause.STOPPED);
    assertThat(open.span().onset()).isEqualTo(at(10));
    assertThat(open.span().open()).isTrue();
    assertThat(score(pipeline, at(31)).incidents())
        .singleElement()
        .satisfies(over -> assertThat(over.span().open()).isFalse())
        .satisfies(over -> assertThat(over.span().end()).isEqualTo(at(29)));
  }

  @Test
  void score_behindAGateKeepsTheScoreAndOpensNoIncident() {
    Gates below =
        new Gates(Direction.BELOW_EXPECTED, Deviation.NONE, Deviation.NONE, Optional.empty());
    MemorySource source =
        new MemorySource().with(Labels.of("host", "a"), plus(at(10), at(12), 30, noise(1)));
    Trained pipeline = trained(source, IncidentRules.standard().withGates(below));

    ScoreResult result = score(pipeline, at(10));

    Scored point = (Scored) result.series().get(0).points().get(0);
    assertThat(point.anomalyScore()).isGreaterThan(1);
    assertThat(point.anomalous()).isFalse();
    assertThat(result.incidents()).isEmpty();
  }

  @Test
  void score_ofGroupsTellsOfTheGroupAndPartsDoNotTearIt() {
    MemorySource source = new MemorySource();
    for (int pod = 0; pod < 6; pod++) {
      for (String metric : List.of("cpu", "io", "ops")) {
        boolean isHit = pod == 2 && !metric.equals("ops");
        source.with(
            Labels.of("__name__", metric, "pod", "p" + pod),
            isHit ? plus(at(10), at(12), 30, noise(pod)) : noise(pod));
      }
    }
    Trained pipeline = trained(source, IncidentRules.standard().withGrouping(Grouping.by("pod")));

    ScoreResult whole = score(pipeline, at(10));

    assertThat(whole.groups()).hasSize(6);
    assertThat(whole.groups().stream().filter(GroupVerdict::anomalous))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.labels()).isEqualTo(Labels.of("pod", "p2"));
              assertThat(group.peak().flatMap(JointScore::driver)).isPresent();
            });
    assertThat(whole.incidents())
        .singleElement()
        .satisfies(found -> assertThat(found.group()).contains(Labels.of("pod", "p2")))
        .satisfies(found -> assertThat(found.span().onset()).isEqualTo(at(10)));
    List<GroupVerdict> ofParts = new ArrayList<>();
    for (Part part : pipeline.pipeline().split(pipeline.job(), at(10), 4)) {
      ofParts.addAll(pipeline.pipeline().score(pipeline.job(), at(10), 1, part).groups());
    }
    assertThat(ofParts).containsExactlyInAnyOrderElementsOf(whole.groups());
  }

  @Test
  void score_neverScoresWhatADetectorWrote() {
    MemorySource source =
        new MemorySource()
            .with(Labels.of("__name__", "load"), noise(1))
            .with(Labels.of("__name__", "anomaly_score", "for", "load"), noise(2))
            .with(Labels.of("__name__", "yhat", "for", "load", "model_alias", "x"), noise(3))
            .with(Labels.of("__name__", "tocsin_runs_total"), noise(4));
    Trained pipeline = trained(source, IncidentRules.standard());

    ScoreResult result = score(pipeline, at(10));

    assertThat(result.series())
        .extracting(series -> series.labels())
        .containsExactly(Labels.of("__name__", "load"));
    assertThat(result.unreadable())
        .hasSize(3)
        .allSatisfy(own -> assertThat(own.reason()).contains("scores are not scored"));
  }

  private record Trained(Pipeline pipeline, Job job) {}

  private static ScoreResult score(Trained trained, Instant end) {
    return trained.pipeline().score(trained.job(), end, Points.LAST);
  }

  private static Trained trained(MemorySource source, IncidentRules rules) {
    Job job =
        new Job(
            "load",
            "load",
            new Reach(STEP, STEP, Duration.ofHours(1)),
            new ModelRecipe(
                "linear", 12, Optional.empty(), new Preprocessing(CounterRule.NEVER, 3), 1),
            rules);
    Pipeline pipeline =
        new Pipeline(
            source,
            new MemoryModelStore(4),
            Map.of("linear", new PooledTrainer(new LinearTrainer())),
            new Manifest.Versions("t", "17", "1", "4"),
            4);
    pipeline.retrain(job, TRAINED, Progress.none());
    return new Trained(pipeline, job);
  }

  private static Instant at(int steps) {
    return TRAINED.plus(STEP.multipliedBy(steps));
  }

  /** Noise around 50 that depends on the time and the seed alone. */
  private static LongToDoubleFunction noise(long seed) {
    return time -> {
      long mixed = (time / 1_000 * 0x9E3779B97F4A7C15L) ^ (seed * 0xC2B2AE3D27D4EB4FL);
      mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
      return 50 + (mixed >>> 11) * 0x1.0p-53;
    };
  }

  private static LongToDoubleFunction plus(
      Instant from, Instant to, double more, LongToDoubleFunction series) {
    return time ->
        series.applyAsDouble(time)
            + (time >= from.toEpochMilli() && time < to.toEpochMilli() ? more : 0);
  }

  private static LongToDoubleFunction until(Instant last, LongToDoubleFunction series) {
    return time -> time > last.toEpochMilli() ? Double.NaN : series.applyAsDouble(time);
  }
}
