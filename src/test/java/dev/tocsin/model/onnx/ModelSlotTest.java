package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ModelSlotTest {
  private static final Detector DETECTOR = Detectors.detector("dns", "a");
  private static final SeriesMatrix MATRIX = SyntheticSeries.arMatrix(1, 3, 60, 0.6);
  private static final int SWAPS = 1_000;
  private static final SlidingWindows WINDOWS = new SlidingWindows(MATRIX, 8, 0);

  @Test
  void lease_ofEmptySlot_isEmpty() {
    assertThat(new ModelSlot().lease()).isEmpty();
  }

  @Test
  void swap_closesTheOldModelWhenItsLastLeaseEnds() {
    ModelSlot slot = new ModelSlot();
    slot.swap(ServingModel.open(DETECTOR));
    ModelSlot.Lease first = slot.lease().orElseThrow();
    ModelSlot.Lease second = slot.lease().orElseThrow();
    ServingModel old = first.model();

    slot.swap(ServingModel.open(DETECTOR));
    assertThat(slot.openModels()).isEqualTo(2);
    first.close();
    first.close();
    assertThat(score(second.model())).isEqualTo(3);
    assertThat(slot.openModels()).isEqualTo(2);
    second.close();

    assertThat(slot.openModels()).isOne();
    assertThatThrownBy(() -> score(old)).isInstanceOf(DetectorException.class);
    assertThatThrownBy(second::model).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void swap_underLoad_neverRunsAClosedModel() throws Exception {
    ModelSlot slot = new ModelSlot();
    slot.swap(ServingModel.open(DETECTOR));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Long>> scorers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        scorers.add(threads.submit(() -> scoreUntil(done, slot)));
      }
      for (int i = 0; i < SWAPS; i++) {
        slot.swap(ServingModel.open(DETECTOR));
      }
      done.set(true);
      for (Future<Long> scorer : scorers) {
        assertThat(scorer.get(1, TimeUnit.MINUTES)).isPositive();
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }

    assertThat(slot.openModels()).isOne();
    assertThat(slot.drain(Duration.ZERO)).isTrue();
  }

  private static long scoreUntil(AtomicBoolean done, ModelSlot slot) {
    long scored = 0;
    do {
      try (ModelSlot.Lease lease = slot.lease().orElseThrow()) {
        scored += score(lease.model());
      }
    } while (!done.get());
    return scored;
  }

  private static int score(ServingModel model) {
    ScoreBatch batch = model.batch(3);
    for (int row = 0; row < 3; row++) {
      batch.add(WINDOWS, row, 50, row);
    }
    batch.finish();
    return batch.size();
  }

  @Test
  void drain_waitsForTheLastLease() throws Exception {
    ModelSlot slot = new ModelSlot();
    slot.swap(ServingModel.open(DETECTOR));
    ModelSlot.Lease lease = slot.lease().orElseThrow();

    assertThat(slot.drain(Duration.ofMillis(1))).isFalse();
    assertThat(slot.lease()).isEmpty();
    assertThat(score(lease.model())).isEqualTo(3);
    lease.close();

    assertThat(slot.drain(Duration.ZERO)).isTrue();
    assertThat(slot.openModels()).isZero();
  }

  @Test
  void swap_afterDrain_isRefusedAndClosesTheModel() throws Exception {
    ModelSlot slot = new ModelSlot();
    slot.drain(Duration.ZERO);
    ServingModel late = ServingModel.open(DETECTOR);

    assertThatThrownBy(() -> slot.swap(late))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the slot is drained, expected no new model at shutdown");
    assertThatThrownBy(() -> score(late)).isInstanceOf(DetectorException.class);
  }
}
