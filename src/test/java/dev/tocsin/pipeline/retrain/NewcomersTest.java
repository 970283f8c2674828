package dev.tocsin.pipeline.retrain;

import static dev.tocsin.testing.Noise.noise;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.Shard;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.ModelStore;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.testing.ReadOnlyStore;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series that come and go between two fits. */
class NewcomersTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Manifest.Versions VERSIONS = new Manifest.Versions("t", "17", "1", "4");

  /** Past the look-back of a run, 122 steps at most. */
  private static final int OLD_ENOUGH = 150;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-ar", "linear"})
  void score_letsASeriesJoinOnceItsHistorySuffices(String kind) {
    MemorySource source = source(4, 0).with(labels(9), from(END, noise(9)));
    Pipeline pipeline = pipeline(source);
    Job job = job(kind);
    Manifest fit = pipeline.retrain(job, END, Progress.none()).detector().manifest();

    ScoreResult young = pipeline.score(job, after(30), Points.LAST);
    ScoreResult old = pipeline.score(job, after(OLD_ENOUGH), Points.LAST);

    assertThat(verdict(young, 9).skipped()).contains(Reason.NOT_IN_MODEL);
    assertThat(young.model()).contains(fit);
    assertThat(verdict(old, 9).skipped()).isEmpty();
    Manifest joined = old.model().orElseThrow();
    assertThat(joined.promotion().decision()).isEqualTo(Decision.JOINED);
    assertThat(joined.promotion().reason())
        .isEqualTo("1 series joined the fit of " + fit.id() + ", which goes on");
    assertThat(joined.trainedAt()).isEqualTo(after(OLD_ENOUGH - 1));
    assertThat(joined.origin().end()).isEqualTo(fit.origin().end());
    assertThat(joined.fit().series()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-ar", "linear"})
  void score_leavesWhatIsKnownOfTheOthersAsItIs(String kind) {
    MemorySource source = source(4, 0).with(labels(9), from(END, noise(9)));
    Pipeline pipeline = pipeline(source);
    Job job = job(kind);
    Detector fit = pipeline.retrain(job, END, Progress.none()).detector();

    Manifest manifest = pipeline.score(job, after(OLD_ENOUGH), Points.LAST).model().orElseThrow();

    Detector joined = store().load("load", manifest.id());
    assertThat(joined.graph().digest()).isEqualTo(fit.graph().digest());
    for (int i = 0; i < fit.parameters().size(); i++) {
      assertThat(joined.parameters().labels(i)).isEqualTo(fit.parameters().labels(i));
      for (String name : fit.parameters().names()) {
        assertThat(row(joined, name, i)).isEqualTo(row(fit, name, i));
      }
      assertThat(joined.parameters().tensor(DetectorContract.JOINED_AT).value(i, 0)).isNaN();
    }
  }

  @Test
  void score_fitsAJoinedSeriesAnewWhenItsHistoryHasDoubled_andNotEachTime() {
    MemorySource source = source(3, 0).with(labels(9), from(END, noise(9)));
    CountingTrainer trainer = new CountingTrainer();
    Pipeline pipeline = pipeline(source, store(), trainer);
    Job job = job("seasonal-ar", Duration.ofHours(6));
    pipeline.retrain(job, END, Progress.none());

    for (int step = 1; step <= 1_200; step += 3) {
      pipeline.score(job, after(step), Points.LAST);
    }

    // At some 122 steps, then at 244, 488 and 976.
    assertThat(trainer.joins.get()).isEqualTo(4);
    assertThat(store().versions("load")).as("the fit, and what joined it last").hasSize(2);
  }

  @Test
  void score_withThousandsOfNewSeries_fitsEachOnceWithinABoundARun() {
    int crowd = 2_300;
    MemorySource source = source(3, crowd);
    CountingTrainer trainer = new CountingTrainer();
    Pipeline pipeline = pipeline(source, store(), trainer);
    Job job = job("seasonal-ar");
    pipeline.retrain(job, END, Progress.none());
    List<Integer> known = new ArrayList<>();

    for (int step = 160; step < 200; step++) {
      known.add(pipeline.score(job, after(step), Points.LAST).model().orElseThrow().fit().series());
    }

    assertThat(known).isSorted().endsWith(1_003);
    assertThat(trainer.series.get()).as("no series twice").isEqualTo(1_000);
  }

  @Test
  void score_whereNothingCanBePublished_triesSeldomAndScoresTheRest() {
    MemorySource source = source(3, 0).with(labels(9), from(END, noise(9)));
    CountingTrainer trainer = new CountingTrainer();
    pipeline(source).retrain(job("seasonal-ar"), END, Progress.none());
    Pipeline pipeline = pipeline(source, new ReadOnlyStore(store()), trainer);

    for (int step = 130; step < 330; step++) {
      ScoreResult result = pipeline.score(job("seasonal-ar"), after(step), Points.LAST);
      assertThat(verdict(result, 0).skipped()).isEmpty();
      assertThat(verdict(result, 9).skipped()).contains(Reason.NOT_IN_MODEL);
    }

    assertThat(trainer.joins.get()).isEqualTo(2);
  }

  @Test
  void score_ofShardsInManyProcesses_letsTheNewcomersOfAllJoin() {
    MemorySource source = source(3, 40);
    Job job = job("seasonal-ar");
    pipeline(source).retrain(job, END, Progress.none());
    List<Pipeline> processes = List.of(pipeline(source), pipeline(source), pipeline(source));

    for (int step = 130; step < 200; step++) {
      for (int i = 0; i < 3; i++) {
        Part part = Part.of(job, new Shard((i + step) % 3, 3));
        processes.get(i).score(job, after(step), 1, part);
      }
    }

    assertThat(store().current("load").orElseThrow().detector().parameters().size()).isEqualTo(43);
  }

  @Test
  void score_overtakenByAnotherProcess_joinsWhatThatOnePublished() {
    Job job = job("seasonal-ar");
    MemorySource source = source(3, 2);
    pipeline(source).retrain(job, END, Progress.none());
    List<Pipeline> other = List.of(pipeline(source));
    CountingTrainer overtaken =
        new CountingTrainer() {
          @Override
          void onJoin() {
            Part part = Part.of(job, new Shard(shardOf(labels(1_001)), 64));
            other.get(0).score(job, after(OLD_ENOUGH), 1, part);
          }
        };

    Part part = Part.of(job, new Shard(shardOf(labels(1_000)), 64));
    pipeline(source, store(), overtaken).score(job, after(OLD_ENOUGH), 1, part);

    SeriesParameters known = store().current("load").orElseThrow().detector().parameters();
    assertThat(shardOf(labels(1_000))).isNotEqualTo(shardOf(labels(1_001)));
    assertThat(known.knows(known.indexOf(labels(1_000)))).isTrue();
    assertThat(known.knows(known.indexOf(labels(1_001)))).isTrue();
  }

  @Test
  void retrain_whileSeriesJoinTheChampion_isNotOvertaken() {
    Job job = job("linear");
    MemorySource source = source(12, 1);
    Pipeline pipeline = pipeline(source);
    pipeline.retrain(job, END, Progress.none());
    List<ScoreResult> meanwhile = new ArrayList<>();
    Progress scoring =
        step -> {
          if (meanwhile.isEmpty()) {
            meanwhile.add(pipeline(source).score(job, after(OLD_ENOUGH), Points.LAST));
          }
        };

    RetrainResult result = pipeline.retrain(job, after(240), scoring);

    assertThat(meanwhile.get(0).model().orElseThrow().promotion().decision())
        .isEqualTo(Decision.JOINED);
    assertThat(result.promotion().decision()).isEqualTo(Decision.NOT_WORSE);
    assertThat(store().currentId("load")).contains(result.detector().manifest().id());
  }

  @Test
  void retrain_afterAllSeriesHaveChangedTheirNames_replacesTheChampionAndDropsThem() {
    Job job = job("linear");
    MemorySource source = new MemorySource();
    for (int i = 0; i < 6; i++) {
      source.with(labels(i), until(after(3), noise(i)));
      source.with(labels(100 + i), from(after(4), noise(100 + i)));
    }
    Pipeline pipeline = pipeline(source);
    pipeline.retrain(job, END, Progress.none());

    RetrainResult result = pipeline.retrain(job, after(240), Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.OUTGROWN);
    assertThat(result.promotion().reason())
        .isEqualTo("the champion does not know the series of 100 % of all values");
    SeriesParameters known = result.detector().parameters();
    assertThat(known.size()).isEqualTo(6);
    assertThat(known.indexOf(labels(0))).isEqualTo(SeriesParameters.UNKNOWN);
  }

  /** Series that are there all the time, and a crowd that comes with the end of the first fit. */
  private static MemorySource source(int old, int crowd) {
    MemorySource source = new MemorySource();
    for (int i = 0; i < old; i++) {
      source.with(labels(i), noise(i));
    }
    for (int i = 0; i < crowd; i++) {
      source.with(labels(1_000 + i), from(END, noise(1_000 + i)));
    }
    return source;
  }

  private static Labels labels(int i) {
    return Labels.of("__name__", "load", "pod", "p" + i);
  }

  private static int shardOf(Labels labels) {
    int index = 0;
    while (!new Shard(index, 64).holds(labels)) {
      index++;
    }
    return index;
  }

  private static Instant after(int steps) {
    return END.plus(STEP.multipliedBy(steps));
  }

  private static SeriesVerdict verdict(ScoreResult result, int series) {
    return result.series().stream()
        .filter(verdict -> verdict.labels().equals(labels(series)))
        .findFirst()
        .orElseThrow();
  }

  private static double[] row(Detector detector, String tensor, int series) {
    double[] row = new double[detector.parameters().tensor(tensor).width(series)];
    for (int column = 0; column < row.length; column++) {
      row[column] = detector.parameters().tensor(tensor).value(series, column);
    }
    return row;
  }

  private FileModelStore store() {
    return new FileModelStore(folder, 5);
  }

  private Pipeline pipeline(MemorySource source) {
    return pipeline(source, store(), new SeasonalArTrainer(InstantSource.fixed(END)));
  }

  private static Pipeline pipeline(MemorySource source, ModelStore store, Trainer seasonal) {
    Map<String, Trainer> trainers =
        Map.of("linear", new PooledTrainer(new LinearTrainer()), "seasonal-ar", seasonal);
    return new Pipeline(source, store, trainers, VERSIONS, 10);
  }

  private static Job job(String kind) {
    return job(kind, Duration.ofHours(1));
  }

  private static Job job(String kind, Duration history) {
    int lags = kind.equals("linear") ? 12 : SeasonalArTrainer.WINDOW;
    return new Job(
        "load",
        "load",
        new Reach(STEP, Duration.ofMinutes(5), history),
        new ModelRecipe(kind, lags, Optional.empty(), new Preprocessing(CounterRule.AUTO, 3), 1));
  }

  private static LongToDoubleFunction from(Instant begin, LongToDoubleFunction value) {
    return time -> time <= begin.toEpochMilli() ? Double.NaN : value.applyAsDouble(time);
  }

  private static LongToDoubleFunction until(Instant end, LongToDoubleFunction value) {
    return time -> time > end.toEpochMilli() ? Double.NaN : value.applyAsDouble(time);
  }

  /** The real trainer; counts what joins. */
  private static class CountingTrainer implements Trainer {
    private final Trainer trainer = new SeasonalArTrainer(InstantSource.fixed(END));
    private final AtomicInteger joins = new AtomicInteger();
    private final AtomicInteger series = new AtomicInteger();

    @Override
    public String kind() {
      return trainer.kind();
    }

    @Override
    public Fitted fit(SeriesMatrix aligned, TrainingSettings settings, Progress progress) {
      return trainer.fit(aligned, settings, progress);
    }

    @Override
    public SeriesParameters join(
        OnnxGraph graph,
        Shape shape,
        SeriesMatrix newcomers,
        TrainingSettings settings,
        Progress progress) {
      joins.incrementAndGet();
      series.addAndGet(newcomers.rows());
      onJoin();
      return trainer.join(graph, shape, newcomers, settings, progress);
    }

    void onJoin() {}
  }
}
