package dev.tocsin.pipeline;

import static dev.tocsin.testing.Noise.noise;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Scored;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.job.Exclusions;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.retrain.RetrainResult;
import dev.tocsin.series.Labels;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An incident in the history that is said to be one. */
class ExcludedIncidentTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant INCIDENT = Instant.parse("2026-11-21T11:40:00Z");
  private static final Instant OVER = Instant.parse("2026-11-21T11:55:00Z");
  private static final Exclusions EXCLUDED =
      Exclusions.parse(List.of(INCIDENT + "/" + OVER), ZoneOffset.UTC);

  /** What an incident of an eighth of the history does to a band that learns from it. */
  private static final double WIDENED = 2;

  /** Bands fitted on other samples of the same noise differ by less. */
  private static final double ALIKE = 1.5;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-ar", "linear"})
  void retrain_withoutTheIncident_makesTheBandOfCalmTimes(String kind) {
    double calm = band(kind, Exclusions.none(), time -> 1);
    double learnt = band(kind, Exclusions.none(), ExcludedIncidentTest::loud);
    double excluded = band(kind, EXCLUDED, ExcludedIncidentTest::loud);

    assertThat(learnt).isGreaterThan(WIDENED * calm);
    assertThat(excluded).isBetween(calm / ALIKE, calm * ALIKE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-ar", "linear"})
  void retrain_saysWhatWasLeftOut(String kind) {
    Pipeline pipeline = pipeline("said", time -> 1);

    RetrainResult result = pipeline.retrain(job(kind, EXCLUDED), END, Progress.none());

    Manifest.Excluded stretch = new Manifest.Excluded(INCIDENT, OVER.minusSeconds(15));
    assertThat(result.detector().manifest().origin().excluded()).containsExactly(stretch);
    Manifest stored = store("said").manifest("load", result.detector().manifest().id());
    assertThat(stored.origin().excluded()).containsExactly(stretch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-ar", "linear"})
  void retrain_withAnIncidentAtItsEnd_isNotDecidedByIt(String kind) {
    Pipeline pipeline = pipeline("contest", ExcludedIncidentTest::loud);
    pipeline.retrain(job(kind, EXCLUDED), INCIDENT.minusSeconds(60), Progress.none());

    RetrainResult inIt = pipeline.retrain(job(kind, EXCLUDED), OVER, Progress.none());
    RetrainResult after =
        pipeline.retrain(job(kind, EXCLUDED), OVER.plusSeconds(900), Progress.none());

    assertThat(inIt.promotion().decision()).isEqualTo(Decision.TOO_LITTLE_NEW);
    assertThat(after.promotion().decision()).isEqualTo(Decision.NOT_WORSE);
  }

  /** The mean width of the bands in calm times after the end of the history. */
  private double band(String kind, Exclusions exclusions, LongToDoubleFunction loudness) {
    Pipeline pipeline =
        pipeline(kind + exclusions.windows().size() + loudness.hashCode(), loudness);
    Job job = job(kind, exclusions);
    pipeline.retrain(job, END, Progress.none());
    return pipeline.score(job, END.plusSeconds(900), Points.ALL).series().stream()
        .flatMap(series -> series.points().stream())
        .filter(Scored.class::isInstance)
        .map(Scored.class::cast)
        .mapToDouble(point -> point.yhatUpper() - point.yhatLower())
        .average()
        .orElseThrow();
  }

  private static double loud(long time) {
    return time >= INCIDENT.toEpochMilli() && time < OVER.toEpochMilli() ? 40 : 1;
  }

  private FileModelStore store(String name) {
    return new FileModelStore(folder.resolve(name), 5);
  }

  private Pipeline pipeline(String name, LongToDoubleFunction loudness) {
    MemorySource source = new MemorySource();
    for (int i = 0; i < 12; i++) {
      LongToDoubleFunction calm = noise(i);
      source.with(
          Labels.of("__name__", "load", "host", "h" + i),
          time -> 50 + loudness.applyAsDouble(time) * (calm.applyAsDouble(time) - 50));
    }
    Map<String, Trainer> trainers =
        Map.of(
            "linear", new PooledTrainer(new LinearTrainer()),
            "seasonal-ar", new SeasonalArTrainer(InstantSource.fixed(END)));
    Manifest.Versions versions = new Manifest.Versions("t", "17", "1", "4");
    return new Pipeline(source, store(name), trainers, versions, 10);
  }

  private static Job job(String kind, Exclusions exclusions) {
    Duration step = Duration.ofSeconds(15);
    return new Job(
        "load",
        "load",
        new Reach(step, Duration.ofMinutes(5), Duration.ofHours(2)),
        new ModelRecipe(
            kind,
            kind.equals("linear") ? 12 : SeasonalArTrainer.WINDOW,
            TrainingSettings.Calendar.unknown(),
            new Preprocessing(CounterRule.AUTO, 3),
            OptionalDouble.empty(),
            1,
            TrainingSettings.Network.standard(),
            exclusions));
  }
}
