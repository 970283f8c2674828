package dev.tocsin.push.delivery;

import static dev.tocsin.push.delivery.Sinks.ALARM;
import static dev.tocsin.push.delivery.Sinks.PATIENCE;
import static dev.tocsin.push.delivery.Sinks.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.push.spool.SpoolQueue;
import dev.tocsin.testing.RecordingReceiver;
import dev.tocsin.testing.SmallDisk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery of what waits on disk. */
class SpooledSinkTest {
  @Test
  void drain_leavesWhatWaitsInTheSpool_forTheNextStart(@TempDir Path folder)
      throws InterruptedException {
    try (RecordingReceiver receiver = RecordingReceiver.answering(number -> 503)) {
      Sink sink = Sinks.hook(receiver.uri(), SpoolQueue.in(folder, 1 << 20));
      sink.start();
      sink.accept(ALARM);
      sink.accept(ALARM);
      await(() -> sink.status().retried() > 0);
      assertThat(sink.drain(Duration.ofMillis(1))).isFalse();
      assertThat(sink.status().drops()).isEqualTo(Drops.none());
    }
    try (RecordingReceiver receiver = RecordingReceiver.start()) {
      Sink sink = Sinks.hook(receiver.uri(), SpoolQueue.in(folder, 1 << 20));
      sink.start();
      await(() -> sink.status().sent() == 2);
      assertThat(sink.drain(PATIENCE)).isTrue();
    }
  }

  @Test
  void accept_saysThatTheSpoolHasNoRoom(@TempDir Path folder) throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder, 64);
        SpoolQueue queue = SpoolQueue.in(folder, 1 << 20)) {
      disk.fillBut(0);
      Sink sink = Sinks.hook(URI.create("http://127.0.0.1:9"), queue);
      Drops all = Drops.of(DropReason.SPOOL_FAILED, 1);
      assertThat(sink.accept(ALARM)).isEqualTo(new Handover("hook", 0, all));
      assertThat(sink.status().drops()).isEqualTo(all);
      assertThat(sink.status().lastError().orElseThrow()).contains("cannot be written");
    }
  }

  @Test
  void status_countsWhatTheSpoolCannotReadAgain(@TempDir Path folder) throws Exception {
    try (RecordingReceiver receiver = RecordingReceiver.start()) {
      Sink sink = Sinks.hook(receiver.uri(), SpoolQueue.in(folder, 1 << 20));
      sink.accept(ALARM);
      sink.accept(ALARM);
      Path segment = folder.resolve("%016x.spool".formatted(0));
      byte[] bytes = Files.readAllBytes(segment);
      bytes[100] ^= 1;
      Files.write(segment, bytes, StandardOpenOption.WRITE);
      sink.start();
      await(() -> sink.status().sent() == 1);
      assertThat(sink.status().drops()).isEqualTo(Drops.of(DropReason.CORRUPT, 1));
      assertThat(sink.drain(PATIENCE)).isTrue();
    }
  }
}
