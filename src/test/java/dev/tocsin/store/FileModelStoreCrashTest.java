package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one store, and processes that die while they write. */
final class FileModelStoreCrashTest {
  private static final Detector FIRST = Detectors.detector("dns", "first");
  private static final int KILLS = 40;
  private static final int MOST_LINES = 12;
  private static final int ENDLESS = 1_000_000;
  private static final int WRITERS = 3;
  private static final int EACH = 60;

  @TempDir Path root = Path.of("");
  @TempDir Path template = Path.of("");

  @BeforeEach
  void keepATemplate() {
    new FileModelStore(template, 1).publish(FIRST, null);
  }

  @Test
  void publish_killedAtAnyMoment_leavesTheOldVersionOrTheNew() throws Exception {
    FileModelStore store = new FileModelStore(root, 4);
    store.publish(FIRST, null);
    SplittableRandom random = new SplittableRandom(4);
    for (int kill = 0; kill < KILLS; kill++) {
      String told = killedWhilePublishing("k%02d-".formatted(kill), random);

      ModelStore.Loaded loaded = store.current("dns").orElseThrow();

      assertThat(loaded.damage()).as("kill %d", kill).isEmpty();
      // What it told was published is there; the next one may be, though it was not told.
      assertThat(loaded.detector().manifest().id()).isIn(told, next(told));
    }
  }

  /** Kills a publisher after a random number of lines and moments; returns the last id it told. */
  private String killedWhilePublishing(String prefix, SplittableRandom random)
      throws InterruptedException {
    try (ChildJvm publisher =
        ChildJvm.start(List.of(), Publisher.class, root, template, ENDLESS, prefix)) {
      assertThat(publisher.line()).contains("ready");
      String last = "";
      for (int line = 1 + random.nextInt(MOST_LINES); line > 0; line--) {
        last = publisher.line().orElseThrow().split(" ", -1)[0];
      }
      for (int spin = random.nextInt(100_000); spin > 0; spin--) {
        Thread.onSpinWait();
      }
      publisher.kill();
      List<String> rest = publisher.rest();
      // The last line may be cut.
      Optional<String> more =
          rest.stream().filter(line -> line.matches(".*-\\d{6} .*")).reduce((a, b) -> b);
      return more.map(line -> line.split(" ", -1)[0]).orElse(last);
    }
  }

  private static String next(String id) {
    int dash = id.indexOf('-');
    return id.substring(0, dash + 1)
        + "%06d".formatted(Integer.parseInt(id.substring(dash + 1)) + 1);
  }

  @Test
  void publish_byManyProcesses_replacesEachVersionOnce() throws Exception {
    FileModelStore store = new FileModelStore(root, 4);
    store.publish(FIRST, null);
    List<ChildJvm> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(ChildJvm.start(List.of(), Publisher.class, root, template, EACH, "w" + i + "-"));
    }
    Map<String, String> replacedBy = new HashMap<>();
    List<String> conflicts = new ArrayList<>();
    for (ChildJvm writer : writers) {
      for (String line : writer.rest()) {
        if (line.equals("conflict")) {
          conflicts.add(line);
        } else if (!line.equals("ready")) {
          String[] words = line.split(" ", -1);
          assertThat(words).as(line).hasSize(2);
          assertThat(replacedBy.put(words[1], words[0])).as("%s replaced twice", line).isNull();
        }
      }
      assertThat(writer.exitCode()).isZero();
    }
    assertThat(replacedBy).hasSize(WRITERS * EACH);
    assertThat(conflicts).isNotEmpty();
    String last = "first";
    while (replacedBy.containsKey(last)) {
      last = replacedBy.getOrDefault(last, "");
    }
    ModelStore.Loaded loaded = store.current("dns").orElseThrow();
    assertThat(loaded.detector().manifest().id()).isEqualTo(last);
    assertThat(loaded.damage()).isEmpty();
    assertThat(temporaryFiles()).isEmpty();
  }

  private List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("dns"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(".tmp")).toList();
    }
  }
}
