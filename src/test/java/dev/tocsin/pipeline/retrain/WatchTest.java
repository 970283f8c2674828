package dev.tocsin.pipeline.retrain;

import static dev.tocsin.pipeline.retrain.LoadJob.END;
import static dev.tocsin.pipeline.retrain.LoadJob.calm;
import static dev.tocsin.pipeline.retrain.LoadJob.job;
import static dev.tocsin.pipeline.retrain.LoadJob.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Progress;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.series.SourceException;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.ModelStore;
import dev.tocsin.testing.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retrainings that end early, and those that may not begin. */
class WatchTest {
  private static final ModelStore.Owner OTHER = new ModelStore.Owner("other", "1");

  private final Path folder;
  private final FileModelStore store;

  WatchTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = new FileModelStore(folder, 5);
  }

  @Test
  void cancel_endsARetrainingAndLeavesNothing() throws Exception {
    Pipeline pipeline = pipeline(calm(), store);
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
    Pipeline here = pipeline(calm(), store);
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
      Pipeline pipeline =
          pipeline(new PrometheusSource(PrometheusEndpoint.at(silent.uri())), store);
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
      Pipeline here = pipeline(new PrometheusSource(PrometheusEndpoint.at(silent.uri())), store);
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
      Pipeline pipeline =
          pipeline(new PrometheusSource(PrometheusEndpoint.at(broken.uri())), store);

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

    assertThatThrownBy(() -> pipeline(calm(), store).retrain(job(), END, Progress.none()))
        .isInstanceOf(RetrainRunningException.class);
  }
}
