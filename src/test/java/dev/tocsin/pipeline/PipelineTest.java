package dev.tocsin.pipeline;

import static dev.tocsin.testing.Noise.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.read.TooManyPointsException;
import dev.tocsin.pipeline.retrain.FirstFit;
import dev.tocsin.pipeline.retrain.Promote;
import dev.tocsin.pipeline.retrain.RetrainResult;
import dev.tocsin.pipeline.retrain.RetrainRunningException;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.MemoryModelStore;
import dev.tocsin.store.ModelStore;
import dev.tocsin.testing.LogLines;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Labels A = Labels.of("__name__", "load", "host", "a");
  private static final Labels B = Labels.of("__name__", "load", "host", "b");
  private static final Manifest.Versions VERSIONS = new Manifest.Versions("t", "17", "1", "4");

  @Test
  void score_withoutModelTrainsOnWhatCameBeforeTheScoredSteps() {
    MemorySource source = new MemorySource().with(A, noise(1)).with(B, noise(2));

    ScoreResult result = pipeline(source).score(job(), END, Points.ALL);

    assertThat(result.series()).allSatisfy(series -> assertThat(series.points()).hasSize(20));
    assertThat(result.series()).allSatisfy(series -> assertThat(series.skipped()).isEmpty());
    RangeQuery history = source.queries().get(0);
    Instant firstScored = result.series().get(0).points().get(0).time();
    assertThat(history.grid().endMillis()).isLessThan(firstScored.toEpochMilli());
    assertThat(result.at()).isEqualTo(END);
  }

  @Test
  void score_usesTheStoredModelAndReadsNoHistoryAgain() {
    MemorySource source = new MemorySource().with(A, noise(1));
    Pipeline pipeline = pipeline(source);
    pipeline.retrain(job(), END, Progress.none());

    pipeline.score(job(), END.plusSeconds(60), Points.LAST);
    pipeline.score(job(), END.plusSeconds(75), Points.LAST);

    assertThat(source.queries()).hasSize(3);
    assertThat(source.queries().get(2).grid().count()).isLessThan(100);
  }

  @Test
  void score_servesWhatAnotherProcessPublished(@TempDir Path folder) {
    MemorySource source = new MemorySource().with(A, noise(1));
    Pipeline one = pipeline(source, new FileModelStore(folder, 3));
    Pipeline other = pipeline(source, new FileModelStore(folder, 3));
    String first = one.retrain(job(), END, Progress.none()).detector().manifest().id();

    assertThat(other.score(job(), END, Points.LAST).model().map(Manifest::id)).contains(first);
    String second =
        one.retrain(job(), END.plusSeconds(60), Promote.ALWAYS, Progress.none())
            .detector()
            .manifest()
            .id();

    assertThat(other.score(job(), END, Points.LAST).model().map(Manifest::id)).contains(second);
  }

  @Test
  void retrain_repeatedAtTheSameTimeChangesNothing(@TempDir Path folder) {
    FileModelStore store = new FileModelStore(folder, 3);
    Pipeline pipeline = pipeline(new MemorySource().with(A, noise(1)), store);

    String first = pipeline.retrain(job(), END, Progress.none()).detector().manifest().id();
    RetrainResult again = pipeline.retrain(job(), END, Progress.none());

    assertThat(again.promotion().isPromoted()).isFalse();
    assertThat(store.versions("load")).containsExactly(first);
  }

  @Test
  void score_ignoresAModelOfAnotherQuery() {
    MemoryModelStore store = new MemoryModelStore(4);
    Pipeline pipeline = pipeline(new MemorySource().with(A, noise(1)), store);
    String old = pipeline.retrain(job(), END, Progress.none()).detector().manifest().id();

    Job changed = new Job("load", "load * 2", job().reach(), job().recipe());

    try (LogLines lines = LogLines.of(FirstFit.class.getName())) {
      String fitted =
          pipeline.score(changed, END, Points.LAST).model().map(Manifest::id).orElseThrow();
      pipeline.score(changed, END, Points.LAST);

      assertThat(fitted).isNotEqualTo(old);
      assertThat(lines.all())
          .containsExactly(
              "job load: fitted "
                  + fitted
                  + ", as "
                  + old
                  + " cannot serve what the job asks for now");
    }
  }

  @Test
  void score_withTooShortAHistorySaysNoModel() {
    long began = END.minusSeconds(300).toEpochMilli();
    MemorySource source = new MemorySource().with(A, from(began, noise(1)));

    ScoreResult result = pipeline(source).score(job(), END, Points.LAST);

    assertThat(result.model()).isEmpty();
    assertThat(result.series().get(0).skipped()).contains(Reason.NO_MODEL);
  }

  @Test
  void retrain_withTooShortAHistorySaysWhatIsMissing() {
    long began = END.minusSeconds(300).toEpochMilli();
    MemorySource source = new MemorySource().with(A, from(began, noise(1)));

    assertThatThrownBy(() -> pipeline(source).retrain(job(), END, Progress.none()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no series has more than 9 usable windows, expected at least 50");
  }

  @Test
  void score_withoutAnySeriesSaysSo() {
    assertThatThrownBy(() -> pipeline(new MemorySource()).score(job(), END, Points.LAST))
        .isInstanceOf(NoSeriesException.class)
        .hasMessageContaining("the query load matches no series between");
  }

  @Test
  void score_tellsOfKnownSeriesThatAreGoneAndOfNewOnes() {
    long change = END.toEpochMilli();
    MemorySource source =
        new MemorySource().with(A, until(change, noise(1))).with(B, from(change, noise(2)));
    Pipeline pipeline = pipeline(source);
    pipeline.retrain(job(), END, Progress.none());

    List<SeriesVerdict> verdicts =
        pipeline.score(job(), END.plus(Duration.ofMinutes(9)), Points.LAST).series();

    assertThat(verdicts).extracting(SeriesVerdict::labels).containsExactly(A, B);
    assertThat(verdicts.get(0).skipped()).contains(Reason.NO_SAMPLE);
    assertThat(verdicts.get(1).skipped()).contains(Reason.NOT_IN_MODEL);
  }

  @Test
  void score_hasNoScoreWhereThereIsNoSampleAndGoesOnBehindAShortGap() {
    long missing = END.minusSeconds(30).toEpochMilli();
    MemorySource source =
        new MemorySource()
            .with(A, time -> time == missing ? Double.NaN : noise(1).applyAsDouble(time));

    SeriesVerdict verdict = pipeline(source).score(job(), END, Points.ALL).series().get(0);

    assertThat(verdict.points().get(17))
        .isEqualTo(new Unscored(Instant.ofEpochMilli(missing), Reason.NO_SAMPLE));
    assertThat(verdict.points().get(18)).isInstanceOf(Scored.class);
    assertThat(verdict.points().get(19)).isInstanceOf(Scored.class);
  }

  @Test
  void score_prefixByPrefixEqualsScoringAllAtOnce() {
    Pipeline pipeline = pipeline(new MemorySource().with(A, noise(1)).with(B, noise(2)));
    pipeline.retrain(job(), END, Progress.none());
    Instant later = END.plus(Duration.ofMinutes(5));

    List<SeriesVerdict> all = pipeline.score(job(), later, Points.ALL).series();

    for (int i = 0; i < 20; i++) {
      Instant at = all.get(0).points().get(i).time();
      List<SeriesVerdict> last = pipeline.score(job(), at, Points.LAST).series();
      assertThat(last.get(0).points()).containsExactly(all.get(0).points().get(i));
      assertThat(last.get(1).points()).containsExactly(all.get(1).points().get(i));
    }
  }

  @Test
  void score_bySeasonalArPrefixByPrefixEqualsScoringAllAtOnce() {
    ModelRecipe recipe =
        new ModelRecipe(
            SeasonalArTrainer.KIND,
            SeasonalArTrainer.WINDOW,
            Optional.empty(),
            new Preprocessing(CounterRule.AUTO, 3),
            1);
    Job ensemble = new Job("load", "load", job().reach(), recipe);
    long missing = END.plusSeconds(120).toEpochMilli();
    MemorySource source =
        new MemorySource()
            .with(A, noise(1))
            .with(B, time -> time == missing ? Double.NaN : noise(2).applyAsDouble(time));
    Pipeline pipeline =
        new Pipeline(
            source,
            new MemoryModelStore(4),
            Map.of(SeasonalArTrainer.KIND, new SeasonalArTrainer(InstantSource.fixed(END))),
            VERSIONS,
            10);
    pipeline.retrain(ensemble, END, Progress.none());
    List<SeriesVerdict> all =
        pipeline.score(ensemble, END.plus(Duration.ofMinutes(5)), Points.ALL).series();

    for (int i = 0; i < 20; i++) {
      Instant at = all.get(0).points().get(i).time();
      List<SeriesVerdict> last = pipeline.score(ensemble, at, Points.LAST).series();
      assertThat(last.get(0).points()).containsExactly(all.get(0).points().get(i));
      assertThat(last.get(1).points()).containsExactly(all.get(1).points().get(i));
    }
    assertThat(all.get(0).points().get(3)).isInstanceOf(Scored.class);
  }

  @Test
  void score_ofTwentyThousandSeriesAnswersEachOnce() {
    MemorySource source = new MemorySource();
    for (int i = 0; i < 20_000; i++) {
      source.with(Labels.of("__name__", "load", "host", "h" + i), noise(i));
    }
    Job small =
        new Job("load", "load", new Reach(STEP, STEP, Duration.ofMinutes(25)), job().recipe());

    ScoreResult result = pipeline(source).score(small, END, Points.LAST);

    assertThat(result.series()).hasSize(20_000);
    assertThat(result.series()).allMatch(series -> series.points().get(0) instanceof Scored);
    assertThat(result.series().stream().map(SeriesVerdict::labels).distinct()).hasSize(20_000);
    Job wide =
        new Job(
            "load",
            "load",
            new Reach(STEP, Duration.ofMinutes(10), Duration.ofMinutes(25)),
            job().recipe());
    assertThatThrownBy(() -> pipeline(source).score(wide, END, Points.ALL))
        .isInstanceOf(TooManyPointsException.class)
        .hasMessage(
            "20000 series with 40 points each, expected at most 500000 points in an answer: ask"
                + " for the last point only, a shorter window or fewer series");
  }

  @Test
  void retrain_whileOneRunsIsRefused() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    MemorySource memory = new MemorySource().with(A, noise(1));
    SeriesSource slow =
        query -> {
          reading.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return memory.read(query);
        };
    Pipeline pipeline = pipeline(slow);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<RetrainResult> first =
          thread.submit(() -> pipeline.retrain(job(), END, Progress.none()));
      reading.await();

      assertThatThrownBy(() -> pipeline.retrain(job(), END, Progress.none()))
          .isInstanceOf(RetrainRunningException.class)
          .hasMessage(
              "job load is being retrained already; expected one at a time: ask again later");
      goOn.countDown();
      assertThat(first.get().detector().manifest().job()).isEqualTo("load");
    } finally {
      goOn.countDown();
      thread.shutdownNow();
    }
  }

  @Test
  void score_goesOnWhileModelsAreSwapped() throws Exception {
    Pipeline pipeline = pipeline(new MemorySource().with(A, noise(1)));
    pipeline.retrain(job(), END, Progress.none());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> scoring = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        scoring.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 300; i++) {
                    ScoreResult result = pipeline.score(job(), END, Points.LAST);
                    assertThat(result.series().get(0).skipped()).isEmpty();
                  }
                }));
      }
      for (int i = 1; i <= 10; i++) {
        pipeline.retrain(job(), END.plusSeconds(15L * i), Promote.ALWAYS, Progress.none());
      }
      for (Future<?> each : scoring) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(pipeline.drain(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void adHocPipeline_unloadsWhatWasUsedLongestAgo() {
    Pipeline pipeline =
        new Pipeline(
            new MemorySource().with(A, noise(1)),
            new MemoryModelStore(2),
            Map.of("linear", new PooledTrainer(new LinearTrainer())),
            VERSIONS,
            2);
    for (int i = 0; i < 5; i++) {
      Job job = new Job("job-" + i, "load", job().reach(), job().recipe());
      assertThat(pipeline.score(job, END, Points.LAST).model()).isPresent();
    }
    Job first = new Job("job-0", "load", job().reach(), job().recipe());
    assertThat(pipeline.score(first, END, Points.LAST).model()).isPresent();
  }

  private static Pipeline pipeline(SeriesSource source) {
    return pipeline(source, new MemoryModelStore(4));
  }

  private static Pipeline pipeline(SeriesSource source, ModelStore store) {
    return new Pipeline(
        source, store, Map.of("linear", new PooledTrainer(new LinearTrainer())), VERSIONS, 10);
  }

  private static Job job() {
    return new Job(
        "load",
        "load",
        new Reach(STEP, Duration.ofMinutes(5), Duration.ofHours(1)),
        new ModelRecipe("linear", 12, Optional.empty(), new Preprocessing(CounterRule.AUTO, 3), 1));
  }

  private static LongToDoubleFunction from(long millis, LongToDoubleFunction series) {
    return time -> time < millis ? Double.NaN : series.applyAsDouble(time);
  }

  private static LongToDoubleFunction until(long millis, LongToDoubleFunction series) {
    return time -> time > millis ? Double.NaN : series.applyAsDouble(time);
  }
}
