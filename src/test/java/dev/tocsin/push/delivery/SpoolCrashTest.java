package dev.tocsin.push.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.push.Reports;
import dev.tocsin.push.spool.SpoolQueue;
import dev.tocsin.testing.ChildJvm;
import dev.tocsin.testing.RecordingReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it takes and sends: what it has taken arrives all the same. */
class SpoolCrashTest {
  private static final int KILLS = 6;

  @TempDir private Path folder;

  @Test
  void kill_losesNothingThatWasTaken() throws InterruptedException {
    Set<Integer> taken = new TreeSet<>();
    // Every second request fails, so that some always waits.
    try (RecordingReceiver receiver =
        RecordingReceiver.answering(number -> number % 2 == 0 ? 503 : 204)) {
      int next = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        next = runAndKill(receiver, next, 20 + 37 * kill, taken) + 1;
      }
      sendTheRest(receiver);
      assertThat(taken.size()).isGreaterThanOrEqualTo(KILLS * 20);
      assertThat(arrived(receiver)).containsAll(keys(taken));
    }
  }

  /** Kills a process after so many reports; returns the last number that it may have taken. */
  private int runAndKill(RecordingReceiver receiver, int first, int count, Set<Integer> taken)
      throws InterruptedException {
    try (ChildJvm child =
        ChildJvm.start(List.of(), SpoolingProcess.class, receiver.uri(), folder, first)) {
      for (int i = 0; i < count; i++) {
        taken.add(Integer.parseInt(child.line().orElseThrow()));
      }
      child.kill();
      for (String line : child.rest()) {
        if (line.matches("[0-9]+")) {
          taken.add(Integer.parseInt(line));
        }
      }
    }
    return taken.stream().max(Integer::compare).orElseThrow();
  }

  private void sendTheRest(RecordingReceiver receiver) throws InterruptedException {
    SpoolQueue queue = SpoolQueue.in(folder, 1 << 24);
    Sink sink = Sinks.hook(receiver.uri(), queue);
    sink.start();
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> queue.size() == 0);
    assertThat(sink.drain(Sinks.PATIENCE)).isTrue();
    assertThat(sink.status().drops()).isEqualTo(Drops.none());
  }

  private static Set<String> keys(Set<Integer> numbers) {
    Set<String> keys = new HashSet<>();
    numbers.forEach(number -> keys.add("dns/" + Reports.AT.minusSeconds(number)));
    return keys;
  }

  /** The keys of the requests that were answered well. */
  private static Set<String> arrived(RecordingReceiver receiver) {
    Set<String> arrived = new HashSet<>();
    List<RecordingReceiver.Request> requests = receiver.requests();
    for (int i = 1; i < requests.size(); i += 2) {
      arrived.add(String.valueOf(requests.get(i).headers().get("Idempotency-Key")));
    }
    return arrived;
  }
}
