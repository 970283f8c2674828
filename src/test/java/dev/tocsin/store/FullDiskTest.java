package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a real file system that has room for a few versions only. */
final class FullDiskTest {
  private static final Detector MODEL = Detectors.detector("dns", "v0");

  @TempDir Path folder = Path.of("");

  @Test
  void publish_ontoAFullDisk_saysSoAndLeavesWhatServes() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder, 64)) {
      FileModelStore store = new FileModelStore(folder, 1_000);
      store.publish(MODEL, null);
      String last = "v0";
      List<StoreException> failures = new ArrayList<>();
      for (int i = 1; failures.size() < 5; i++) {
        try {
          store.publish(Detectors.renamed(MODEL, "v" + i), last);
          last = "v" + i;
        } catch (StoreException e) {
          failures.add(e);
        }
        assertThat(i).as("publications into 64 kB").isLessThan(100);
      }

      assertThat(failures)
          .allSatisfy(failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.IO))
          .allSatisfy(failure -> assertThat(failure).hasMessageContaining("have room"));
      ModelStore.Loaded loaded = store.current("dns").orElseThrow();
      assertThat(loaded.damage()).isEmpty();
      assertThat(loaded.detector().manifest().id()).isEqualTo(last);
      assertThat(store.versions("dns")).as("no half version").hasSize(1 + number(last));
      assertThat(temporaryFiles()).isEmpty();

      disk.resize(256);
      store.publish(Detectors.renamed(MODEL, "later"), last);
      assertThat(store.currentId("dns")).contains("later");
    }
  }

  @Test
  void publish_withoutRoomForThePointer_leavesNoVersionBehind() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder, 64)) {
      FileModelStore store = new FileModelStore(folder, 1_000);
      store.publish(MODEL, null);
      // All but what one version needs: 16 kB of files in pages of 4 kB, no page for the pointer.
      disk.fillBut(versionBytes());

      assertThatThrownBy(() -> store.publish(Detectors.renamed(MODEL, "v1"), "v0"))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.IO));

      assertThat(store.currentId("dns")).contains("v0");
      assertThat(store.versions("dns")).containsExactly("v0");
      assertThat(temporaryFiles()).isEmpty();
    }
  }

  private long versionBytes() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("dns/versions/v0"))) {
      return files.mapToLong(file -> (file.toFile().length() + 4095) / 4096 * 4096).sum();
    }
  }

  private List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("dns"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(".tmp")).toList();
    }
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }
}
