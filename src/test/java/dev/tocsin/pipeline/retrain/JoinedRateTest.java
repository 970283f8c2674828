package dev.tocsin.pipeline.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.function.job.DefaultRecipe;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Exclusions;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.testing.NoiseLaw;
import dev.tocsin.window.CounterRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of series that joined a model between two fits, with no more of a history than a run looks back,
 * the rate of false alerts that is asked for is had as well.
 */
final class JoinedRateTest {
  private static final Instant FIT = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final int OLD = 10;
  private static final int HISTORY = 600;
  private static final int NEWCOMERS = 400;
  private static final int MAX_GAP = 3;
  private static final int HOLD_DOWN = 32;

  /** The steps scored by the model that has just been joined. */
  private static final int SCORED = 40;

  private static final double RATE = 0.01;

  /** Of the default kind, where no rate is asked for: a few steps of those that are scored. */
  private static final double DEFAULT_RATE = 1.4e-3;

  private static final double MOST_FACTOR_OF_DEFAULT = 3;

  /** Normal noise has a fifth of that rate after a whole history of 2,000 steps too. */
  private static final double LEAST_FACTOR_OF_DEFAULT = 10;

  /** Nearly as after a whole history: a table of rates cannot be nearer for each law and length. */
  private static final double MOST_FACTOR = 4;

  /** Fewer do no harm: twenty residuals held back make tails as wide as is usual. */
  private static final double LEAST_FACTOR = 20;

  @TempDir Path folder = Path.of("");

  private static Stream<Arguments> kindsAndLaws() {
    return Stream.of("seasonal-ar", "linear", "kmeans", "one-class-svm")
        .flatMap(kind -> Arrays.stream(NoiseLaw.values()).map(law -> Arguments.of(kind, law)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndLaws")
  void rate_ofSeriesThatJoinedIsThatAskedFor(String kind, NoiseLaw law) {
    double share = anomalousShare(job(kind, OptionalDouble.of(RATE)), law);

    assertThat(share).isBetween(RATE / LEAST_FACTOR, RATE * MOST_FACTOR);
  }

  /** So little of a history does not tell how far a series wanders. */
  @ParameterizedTest
  @EnumSource
  void rate_ofSeriesThatJoinedTheDefaultKindIsThatOfTheDefaultThreshold(NoiseLaw law) {
    double share = anomalousShare(job("seasonal-ar", OptionalDouble.empty()), law);

    assertThat(share)
        .isBetween(DEFAULT_RATE / LEAST_FACTOR_OF_DEFAULT, DEFAULT_RATE * MOST_FACTOR_OF_DEFAULT);
  }

  private double anomalousShare(Job job, NoiseLaw law) {
    Pipeline pipeline = pipeline(source(law));
    pipeline.retrain(job, FIT, Progress.none());
    int looksBack = job.recipe().lags() + MAX_GAP + 2 * HOLD_DOWN;

    ScoreResult result =
        pipeline.score(job, FIT.plus(STEP.multipliedBy(looksBack + SCORED)), Points.ALL);

    assertThat(result.model().orElseThrow().promotion().decision()).isEqualTo(Decision.JOINED);
    List<Scored> points =
        result.series().stream()
            .filter(series -> series.labels().value("pod").orElse("").startsWith("new"))
            .map(SeriesVerdict::points)
            .flatMap(List::stream)
            .map(Scored.class::cast)
            .toList();
    assertThat(points).hasSize(NEWCOMERS * SCORED);
    return points.stream().filter(Scored::anomalous).count() / (double) points.size();
  }

  private static MemorySource source(NoiseLaw law) {
    Random random = new Random(23);
    MemorySource source = new MemorySource();
    for (int i = 0; i < OLD; i++) {
      source.with(labels("old" + i), noise(law, random, FIT.minus(STEP.multipliedBy(HISTORY))));
    }
    for (int i = 0; i < NEWCOMERS; i++) {
      source.with(labels("new" + i), noise(law, random, FIT));
    }
    return source;
  }

  /** Noise after {@code begin}, no samples before. */
  private static LongToDoubleFunction noise(NoiseLaw law, Random random, Instant begin) {
    double[] values = law.draw(random, HISTORY + 300);
    return time -> {
      long i = (time - begin.toEpochMilli()) / STEP.toMillis();
      return i < 1 || i >= values.length ? Double.NaN : values[(int) i];
    };
  }

  private static Labels labels(String pod) {
    return Labels.of("__name__", "load", "pod", pod);
  }

  private Pipeline pipeline(MemorySource source) {
    return new Pipeline(
        source,
        new FileModelStore(folder, 5),
        new Trainers(InstantSource.fixed(FIT)).byKind(),
        new Manifest.Versions("t", "17", "1", "4"),
        2);
  }

  private static Job job(String kind, OptionalDouble rate) {
    ModelRecipe usual = DefaultRecipe.of(kind, Optional.empty(), CounterRule.NEVER);
    ModelRecipe recipe =
        new ModelRecipe(
            kind,
            usual.lags(),
            TrainingSettings.Calendar.unknown(),
            usual.preprocessing(),
            rate,
            1,
            usual.network(),
            Exclusions.none());
    Duration window = STEP.multipliedBy(SCORED);
    return new Job("load", "load", new Reach(STEP, window, STEP.multipliedBy(HISTORY)), recipe);
  }
}
