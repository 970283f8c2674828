package dev.tocsin.function.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class TrainingLogTest {
  @Test
  void report_isLoggedAtMostOnceASecond() {
    List<String> lines = new ArrayList<>();
    Handler collector = new Collector(lines);
    Logger log = Logger.getLogger("dev.tocsin.train");
    log.addHandler(collector);
    try {
      AtomicLong millis = new AtomicLong();
      Progress progress = new TrainingLog("dns", () -> Duration.ofMillis(millis.get()).toNanos());
      for (int epoch = 1; epoch <= 25; epoch++) {
        millis.addAndGet(100);
        progress.report(Progress.Step.epoch(epoch, 25, 1.0 / epoch));
      }
    } finally {
      log.removeHandler(collector);
    }

    assertThat(lines)
        .containsExactly(
            "training job=dns epoch 10/25 loss=0.1", "training job=dns epoch 20/25 loss=0.05");
  }

  /** Keeps what is logged. */
  private static final class Collector extends Handler {
    private final List<String> lines;

    Collector(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(String.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
