package dev.tocsin.function.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Progress;
import dev.tocsin.testing.LogLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingLogTest {
  @Test
  void report_isLoggedAtMostOnceASecond() {
    try (LogLines lines = LogLines.of("dev.tocsin.train")) {
      AtomicLong millis = new AtomicLong();
      Progress progress = new TrainingLog("dns", () -> Duration.ofMillis(millis.get()).toNanos());
      for (int epoch = 1; epoch <= 25; epoch++) {
        millis.addAndGet(100);
        progress.report(Progress.Step.epoch(epoch, 25, 1.0 / epoch));
      }

      assertThat(lines.all())
          .containsExactly(
              "training job=dns epoch 10/25 loss=0.1", "training job=dns epoch 20/25 loss=0.05");
    }
  }
}
