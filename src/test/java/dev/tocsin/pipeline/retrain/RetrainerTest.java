package dev.tocsin.pipeline.retrain;

import static dev.tocsin.pipeline.retrain.LoadJob.END;
import static dev.tocsin.pipeline.retrain.LoadJob.LATER;
import static dev.tocsin.pipeline.retrain.LoadJob.SERIES;
import static dev.tocsin.pipeline.retrain.LoadJob.calm;
import static dev.tocsin.pipeline.retrain.LoadJob.id;
import static dev.tocsin.pipeline.retrain.LoadJob.job;
import static dev.tocsin.pipeline.retrain.LoadJob.labels;
import static dev.tocsin.pipeline.retrain.LoadJob.pipeline;
import static dev.tocsin.pipeline.retrain.LoadJob.served;
import static dev.tocsin.testing.Noise.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detectors;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Promotion;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.serving.VersionMismatchException;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.testing.MemorySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Champions and challengers. */
class RetrainerTest {
  private final Path folder;
  private final FileModelStore store;

  RetrainerTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = new FileModelStore(folder, 5);
  }

  @Test
  void retrain_withoutAChampion_servesAtOnce() {
    RetrainResult result = pipeline(calm(), store).retrain(job(), END, Progress.none());

    assertThat(result.promotion()).isEqualTo(Promotion.first());
    assertThat(result.detector().manifest().origin().end()).isEqualTo(END);
    assertThat(store.currentId("load")).contains(id(result));
  }

  @Test
  void retrain_soonAfter_hasTooLittleToTell() {
    Pipeline pipeline = pipeline(calm(), store);
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
    Pipeline pipeline = pipeline(calm(), store);
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
    Pipeline pipeline = pipeline(source, store);
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
    Pipeline pipeline = pipeline(source, store);
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
    Pipeline pipeline = pipeline(source, store);
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
    Pipeline pipeline = pipeline(calm(), store);
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
  void retrain_whereNoVersionIsWhole_startsAnew() throws Exception {
    MemorySource source = calm();
    String id = id(pipeline(source, store).retrain(job(), END, Progress.none()));
    Files.writeString(folder.resolve("load/versions").resolve(id).resolve("series.bin"), "");

    RetrainResult result = pipeline(source, store).retrain(job(), LATER, Progress.none());

    assertThat(result.promotion().decision()).isEqualTo(Decision.OTHER_RECIPE);
    assertThat(store.currentId("load")).contains(id(result));
  }

  @Test
  void retrain_overtakenByAnotherProcess_saysSo() {
    Pipeline pipeline = pipeline(calm(), store);
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
}
