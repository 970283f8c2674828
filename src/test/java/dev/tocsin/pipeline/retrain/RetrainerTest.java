package dev.tocsin.pipeline.retrain;

import static dev.tocsin.testing.Noise.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detectors;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Promotion;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.serving.StoredVersion;
import dev.tocsin.pipeline.serving.VersionMismatchException;
import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.SourceException;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.ModelStore;
import dev.tocsin.store.StoreException;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.testing.ScriptedServer;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Champions, challengers, roll-back, and retrainings that end early. */
class RetrainerTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = END.plusSeconds(3_600);
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final int SERIES = 12;
  private static final Manifest.Versions VERSIONS = new Manifest.Versions("t", "17", "1", "4");
  private static final ModelStore.Owner OTHER = new ModelStore.Owner("other", "1");

  @TempDir Path folder = Path.of("");
  private FileModelStore store = new FileModelStore(folder, 5);

  @BeforeEach
  void open() {
    store = new FileModelStore(folder, 5);
  }

  @Test
  void retrain_withoutAChampion_servesAtOnce() {
    RetrainResult result = pipeline(calm()).retrain(job(), END, Progress.none());

    assertThat(result.promotion()).isEqualTo(Promotion.first());
    assertThat(result.detector().manifest().origin().end()).isEqualTo(END);
    assertThat(store.currentId("load")).contains(id(result));
  }

  @Test
  void retrain_soonAfter_hasTooLittleToTell() {
    Pipeline pipeline = pipeline(calm());
    String champion = id(pipeline.retrain(job(), END, Progress.none()));

    RetrainResult result = pipeline.retrain(job(), END.plusSeconds(60), Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.TOO_LITTLE_NEW);
    assertThat(result.promotion().reason())
        .isEqualTo(
            "only 4 steps are new to the champion in the last 24, expected at least 20; it stays");
    assertThat(result.promotion().champion()).contains(champion);
    assertThat(store.versions("load")).containsExactly(champion);
  }

  @Test
  void retrain_onMoreOfTheSame_servesAndKeepsTheProof() {
    Pipeline pipeline = pipeline(calm());
    String champion = id(pipeline.retrain(job(), END, Progress.none()));

    RetrainResult result = pipeline.retrain(job(), LATER, Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.NOT_WORSE);
    Promotion.Contest contest = result.promotion().contest().orElseThrow();
    assertThat(contest.points() + contest.incidents()).isEqualTo(24L * SERIES);
    assertThat(contest.start()).isAfter(result.detector().manifest().origin().end());
    assertThat(contest.end()).isEqualTo(LATER);
    assertThat(store.currentId("load")).contains(id(result));
    assertThat(store.manifest("load", id(result)).promotion()).isEqualTo(result.promotion());
    assertThat(result.promotion().champion()).contains(champion);
    assertThat(served(pipeline)).isEqualTo(id(result));
  }

  @Test
  void retrain_onAnOutage_isTurnedAway() {
    long from = END.plusSeconds(300).toEpochMilli();
    long to = LATER.minusSeconds(600).toEpochMilli();
    MemorySource source = new MemorySource();
    for (int i = 0; i < SERIES; i++) {
      LongToDoubleFunction calm = noise(i);
      source.with(
          labels(i),
          time ->
              time > from && time < to
                  ? 50 + 40 * (calm.applyAsDouble(time) - 50)
                  : calm.applyAsDouble(time));
    }
    Pipeline pipeline = pipeline(source);
    String champion = id(pipeline.retrain(job(), END, Progress.none()));

    RetrainResult result = pipeline.retrain(job(), LATER, Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.WORSE);
    assertThat(result.promotion().reason()).startsWith("worse: interval score ");
    Promotion.Contest contest = result.promotion().contest().orElseThrow();
    assertThat(contest.challenger().intervalScore())
        .isGreaterThan(2 * contest.champion().intervalScore());
    assertThat(store.versions("load")).containsExactly(champion);
    assertThat(served(pipeline)).isEqualTo(champion);

    RetrainResult forced = pipeline.retrain(job(), LATER, Promote.ALWAYS, Progress.none());

    assertThat(forced.promotion().decision()).isEqualTo(Decision.FORCED);
    assertThat(forced.promotion().reason()).startsWith("forced, though: worse: interval score");
    assertThat(served(pipeline)).isEqualTo(id(forced)).isNotEqualTo(champion);
  }

  @Test
  void retrain_afterTheSeriesHaveChanged_replacesTheChampion() {
    long change = END.plusSeconds(60).toEpochMilli();
    MemorySource source = new MemorySource();
    for (int i = 0; i < SERIES; i++) {
      LongToDoubleFunction calm = noise(i);
      source.with(labels(i), time -> (time > change ? 30 : 1) * (calm.applyAsDouble(time) - 50));
    }
    Pipeline pipeline = pipeline(source);
    pipeline.retrain(job(), END, Progress.none());

    RetrainResult result = pipeline.retrain(job(), LATER.plusSeconds(600), Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.NOT_WORSE);
    Promotion.Contest contest = result.promotion().contest().orElseThrow();
    assertThat(contest.champion().alerts()).isPositive();
    assertThat(contest.challenger().intervalScore())
        .isLessThan(contest.champion().intervalScore() / 2);
  }

  @Test
  void retrain_thatLosesSeries_isTurnedAway() {
    long goneFrom = END.plusSeconds(30).toEpochMilli();
    long backFrom = LATER.minusSeconds(330).toEpochMilli();
    MemorySource source = new MemorySource();
    for (int i = 0; i < SERIES; i++) {
      LongToDoubleFunction calm = noise(i);
      boolean leaves = i % 2 == 0;
      source.with(
          labels(i),
          time ->
              leaves && time > goneFrom && time < backFrom ? Double.NaN : calm.applyAsDouble(time));
    }
    Pipeline pipeline = pipeline(source);
    pipeline.retrain(job(), END, Progress.none());

    RetrainResult result = pipeline.retrain(job(), LATER, Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.WORSE);
    assertThat(result.promotion().reason())
        .matches("worse: it does not know the series of [23]\\d % of what the champion scores");
    assertThat(result.leftOut())
        .hasSize(SERIES / 2)
        .allSatisfy(
            left -> assertThat(left.reason()).isEqualTo("vanished: no sample in the last 18m"));
  }

  @Test
  void retrain_ofAnotherRecipe_servesAtOnceAndSaysWhy() {
    Pipeline pipeline = pipeline(calm());
    String old = id(pipeline.retrain(job(), END, Progress.none()));
    Job changed = new Job("load", "load * 2", job().reach(), job().recipe());

    RetrainResult result = pipeline.retrain(changed, LATER, Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.OTHER_RECIPE);
    assertThat(result.promotion().reason())
        .isEqualTo("version " + old + " cannot serve what the job asks for now");
    assertThatThrownBy(() -> pipeline.rollBack(changed, old))
        .isInstanceOf(VersionMismatchException.class)
        .hasMessageContaining("version " + old + " is a linear model of load by PT15S, expected");
    assertThat(store.currentId("load")).contains(id(result));
  }

  @Test
  void rollBack_letsAnOldVersionServeAndBeTheNextChampion() {
    Pipeline pipeline = pipeline(calm());
    String first = id(pipeline.retrain(job(), END, Progress.none()));
    String second = id(pipeline.retrain(job(), LATER, Promote.ALWAYS, Progress.none()));
    assertThat(pipeline.versions(job())).extracting(StoredVersion::id).contains(first, second);

    assertThat(pipeline.rollBack(job(), first).id()).isEqualTo(first);

    assertThat(served(pipeline)).isEqualTo(first);
    assertThat(pipeline.versions(job()))
        .filteredOn(StoredVersion::isCurrent)
        .extracting(StoredVersion::id)
        .containsExactly(first);
    RetrainResult next = pipeline.retrain(job(), LATER.plusSeconds(1_800), Progress.none());
    assertThat(next.promotion().champion()).contains(first);
    assertThatThrownBy(() -> pipeline.rollBack(job(), "none"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_FOUND));
  }

  @Test
  void versions_tellOfDamage() throws Exception {
    Pipeline pipeline = pipeline(calm());
    String id = id(pipeline.retrain(job(), END, Progress.none()));
    Files.writeString(folder.resolve("load/versions").resolve(id).resolve("manifest.json"), "{");

    assertThat(pipeline.versions(job()))
        .singleElement()
        .satisfies(version -> assertThat(version.damage()).isPresent())
        .satisfies(version -> assertThat(version.manifest()).isEmpty());
  }

  @Test
  void score_withADamagedPointer_servesTheNewestVersion() throws Exception {
    MemorySource source = calm();
    String id = id(pipeline(source).retrain(job(), END, Progress.none()));
    Files.writeString(folder.resolve("load/current"), "\n");

    assertThat(served(pipeline(source))).isEqualTo(id);
  }

  @Test
  void retrain_whereNoVersionIsWhole_startsAnew() throws Exception {
    MemorySource source = calm();
    String id = id(pipeline(source).retrain(job(), END, Progress.none()));
    Files.writeString(folder.resolve("load/versions").resolve(id).resolve("series.bin"), "");

    RetrainResult result = pipeline(source).retrain(job(), LATER, Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.OTHER_RECIPE);
    assertThat(store.currentId("load")).contains(id(result));
  }

  @Test
  void cancel_endsARetrainingAndLeavesNothing() throws Exception {
    Pipeline pipeline = pipeline(calm());
    assertThat(pipeline.cancel(job())).isFalse();
    List<Boolean> cancelled = new ArrayList<>();
    Progress cancelling = step -> cancelled.add(pipeline.cancel(job()));

    assertThatThrownBy(() -> pipeline.retrain(job(), END, cancelling))
        .isInstanceOf(RetrainCancelledException.class)
        .hasMessage("the retraining of job load was cancelled; what served goes on serving");

    assertThat(cancelled).containsExactly(true);
    assertThat(store.currentId("load")).isEmpty();
    assertThat(folder.resolve("load/lease")).doesNotExist();
    assertThat(pipeline.retrain(job(), END, Progress.none()).promotion().isPromoted()).isTrue();
  }

  @Test
  void cancel_reachesAnotherProcessThroughTheStore() {
    Pipeline here = pipeline(calm());
    FileModelStore elsewhere = new FileModelStore(folder, 5);
    Pipeline there = pipeline(calm(), elsewhere);
    Progress cancelling = step -> there.cancel(job());

    assertThatThrownBy(() -> here.retrain(job(), END, cancelling))
        .isInstanceOf(RetrainCancelledException.class);

    assertThat(store.currentId("load")).isEmpty();
  }

  @Test
  void cancel_ofARetrainingThatReads_endsTheReadAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer silent = silent(asked)) {
      Pipeline pipeline = pipeline(new PrometheusSource(PrometheusEndpoint.at(silent.uri())));
      CompletableFuture<RetrainResult> retraining =
          CompletableFuture.supplyAsync(() -> pipeline.retrain(job(), END, Progress.none()));
      asked.await();

      assertThat(pipeline.cancel(job())).isTrue();

      assertThatThrownBy(retraining::join).hasCauseInstanceOf(RetrainCancelledException.class);
      assertThat(silent.awaitCut()).isTrue();
      assertThat(folder.resolve("load/lease")).doesNotExist();
    }
  }

  @Test
  void cancel_inAnotherProcess_endsAReadToo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer silent = silent(asked)) {
      Pipeline here = pipeline(new PrometheusSource(PrometheusEndpoint.at(silent.uri())));
      CompletableFuture<RetrainResult> retraining =
          CompletableFuture.supplyAsync(() -> here.retrain(job(), END, Progress.none()));
      asked.await();

      assertThat(pipeline(calm(), new FileModelStore(folder, 5)).cancel(job())).isTrue();

      assertThatThrownBy(retraining::join).hasCauseInstanceOf(RetrainCancelledException.class);
    }
  }

  @Test
  void retrain_whoseReadFails_saysWhatFailed() {
    try (ScriptedServer broken = ScriptedServer.answering("HTTP/1.1 400 Bad Request", "{}")) {
      Pipeline pipeline = pipeline(new PrometheusSource(PrometheusEndpoint.at(broken.uri())));

      assertThatThrownBy(() -> pipeline.retrain(job(), END, Progress.none()))
          .isInstanceOf(SourceException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(folder.resolve("load/lease")).doesNotExist();
    }
  }

  /** A server that never answers, and counts down when it is asked. */
  private static ScriptedServer silent(CountDownLatch asked) {
    return ScriptedServer.start(
        (number, out) -> {
          asked.countDown();
          while (true) { // until the client has gone
            out.write(' ');
            out.flush();
          }
        });
  }

  @Test
  void retrain_whileAnotherProcessHasTheLease_isRefused() {
    assertThat(store.lease("load", OTHER, Instant.EPOCH, Duration.ofMinutes(1))).isPresent();

    assertThatThrownBy(() -> pipeline(calm()).retrain(job(), END, Progress.none()))
        .isInstanceOf(RetrainRunningException.class);
  }

  @Test
  void retrain_overtakenByAnotherProcess_saysSo() {
    Pipeline pipeline = pipeline(calm());
    pipeline.retrain(job(), END, Progress.none());
    Progress overtaking =
        step -> {
          String current = store.currentId("load").orElseThrow();
          if (!current.equals("faster")) {
            store.publish(Detectors.renamed(store.load("load", current), "faster"), current);
          }
        };

    RetrainResult result = pipeline.retrain(job(), LATER, overtaking);

    assertThat(result.promotion().decision()).isEqualTo(Decision.OVERTAKEN);
    assertThat(result.promotion().reason())
        .startsWith("the current version of job load is faster, expected ");
    assertThat(store.currentId("load")).contains("faster");
    assertThat(store.versions("load")).doesNotContain(id(result));
  }

  private static String id(RetrainResult result) {
    return result.detector().manifest().id();
  }

  private static String served(Pipeline pipeline) {
    return pipeline.score(job(), LATER, Points.LAST).model().orElseThrow().id();
  }

  private static MemorySource calm() {
    MemorySource source = new MemorySource();
    for (int i = 0; i < SERIES; i++) {
      source.with(labels(i), noise(i));
    }
    return source;
  }

  private static Labels labels(int i) {
    return Labels.of("__name__", "load", "host", "h" + i);
  }

  private Pipeline pipeline(SeriesSource source) {
    return pipeline(source, store);
  }

  private static Pipeline pipeline(SeriesSource source, ModelStore store) {
    Map<String, Trainer> trainers = Map.of("linear", new PooledTrainer(new LinearTrainer()));
    return new Pipeline(source, store, trainers, VERSIONS, 10);
  }

  private static Job job() {
    return new Job(
        "load",
        "load",
        new Reach(STEP, Duration.ofMinutes(5), Duration.ofHours(1)),
        new ModelRecipe("linear", 12, Optional.empty(), new Preprocessing(CounterRule.AUTO, 3), 1));
  }
}
