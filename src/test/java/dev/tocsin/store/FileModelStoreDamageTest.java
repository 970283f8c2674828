package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bit flipped at every byte of a small model. */
final class FileModelStoreDamageTest {
  @TempDir Path root = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"detector.onnx", "series.bin", "manifest.json", "SHA256SUMS"})
  void load_withABitFlippedAnywhere_isDamaged(String name) throws IOException {
    FileModelStore store = new FileModelStore(root, 2);
    store.publish(Detectors.detector("dns", "a"), null);
    Path file = root.resolve("dns/versions/a").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes.length).isPositive();
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= (byte) (1 << at % 8);
      Files.write(file, bytes);
      bytes[at] ^= (byte) (1 << at % 8);

      assertThatThrownBy(() -> store.load("dns", "a"))
          .as("bit %d of byte %d flipped", at % 8, at)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED));
    }
    Files.write(file, bytes);
    assertThat(store.load("dns", "a").manifest().id()).isEqualTo("a");
  }

  @Test
  void current_withABitOfThePointerFlipped_servesAVersionThatIsWhole() throws IOException {
    FileModelStore store = new FileModelStore(root, 2);
    store.publish(Detectors.detector("dns", "a1"), null);
    store.publish(Detectors.detector("dns", "a2"), "a1");
    Path pointer = root.resolve("dns/current");
    byte[] bytes = Files.readAllBytes(pointer);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(pointer, bytes);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);

      ModelStore.Loaded loaded = store.current("dns").orElseThrow();

      assertThat(loaded.detector().manifest().id()).as("bit %d", bit).isIn("a1", "a2");
    }
  }
}
