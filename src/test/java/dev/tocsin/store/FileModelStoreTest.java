package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.Digest;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.onnx.ServingModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileModelStoreTest {
  private static final Detector A = Detectors.detector("dns", "a", 1);
  private static final Detector B = Detectors.detector("dns", "b", 2);
  private static final Detector C = Detectors.detector("dns", "c", 3);

  @TempDir Path root = Path.of("");
  private FileModelStore store = new FileModelStore(root, 2);

  @BeforeEach
  void open() {
    store = new FileModelStore(root.resolve("models"), 2);
  }

  @Test
  void current_ofUnknownJob_isEmpty() {
    assertThat(store.current("dns")).isEmpty();
    assertThat(store.versions("dns")).isEmpty();
  }

  @Test
  void publish_makesTheDetectorCurrent() {
    store.publish(A, null);
    store.publish(B, "a");

    ModelStore.Loaded loaded = store.current("dns").orElseThrow();
    assertThat(loaded.damage()).isEmpty();
    assertThat(loaded.detector().manifest()).isEqualTo(B.manifest());
    assertThat(loaded.detector().graph().digest()).isEqualTo(B.graph().digest());
    assertThat(store.load("dns", "a").manifest()).isEqualTo(A.manifest());
    ServingModel.open(loaded.detector()).close();
  }

  @Test
  void publish_keepsTheNewestVersionsOnly() throws IOException {
    publishInTurn(A, B, C);

    assertThat(store.versions("dns")).containsExactly("c", "b");
    assertThatThrownBy(() -> store.load("dns", "a"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_FOUND))
        .hasMessage("no version a of job dns, expected one of [c, b]");
  }

  @Test
  void publish_amidForeignFiles_leavesThemAlone() throws IOException {
    publishInTurn(A, B);
    Path foreign = Files.createDirectory(root.resolve("models/dns/versions/lost+found"));
    Path target = Files.createFile(root.resolve("target"));
    Path stale = Files.createDirectory(root.resolve("models/dns/.tmp-stale"));
    Files.createSymbolicLink(stale.resolve("link"), Files.createDirectory(root.resolve("linked")));
    Files.move(target, root.resolve("linked/target"));

    new FileModelStore(root.resolve("models"), 1, Duration.ofMillis(-1)).publish(C, "b");

    assertThat(store.versions("dns")).containsExactly("c");
    assertThat(foreign).exists();
    assertThat(stale).doesNotExist();
    assertThat(root.resolve("linked/target")).exists();
  }

  @Test
  void versions_ofOneInstant_areInTheOrderOfTheirIds() throws IOException {
    store = new FileModelStore(root.resolve("models"), 9);
    for (String id : List.of("c", "e", "a", "d", "b")) {
      store.publish(Detectors.renamed(A, id), store.currentId("dns").orElse(null));
    }
    for (String id : store.versions("dns")) {
      Files.setLastModifiedTime(
          root.resolve("models/dns/versions").resolve(id), FileTime.fromMillis(0));
    }

    assertThat(store.versions("dns")).containsExactly("e", "d", "c", "b", "a");
  }

  @Test
  void currentId_ofWhatIsNoName_isNone() throws IOException {
    store.publish(A, null);
    Files.writeString(root.resolve("models/dns/current"), "../../etc\n");

    assertThat(store.currentId("dns")).isEmpty();
  }

  @Test
  void publish_ofSeriesThatJoined_dropsNoFitForThem() throws IOException {
    store = new FileModelStore(root.resolve("models"), 3);
    Detector first = joined(A, 1);
    Detector second = joined(first, 2);
    publishInTurn(A, first, second);

    assertThat(store.versions("dns")).containsExactly(second.manifest().id(), "a");
    publishInTurn(B);
    assertThat(store.versions("dns")).containsExactlyInAnyOrder("b", second.manifest().id(), "a");
  }

  private static Detector joined(Detector base, int seconds) {
    SeriesTensor at = SeriesTensor.filled(base.parameters().size(), seconds);
    SeriesParameters later =
        base.parameters()
            .with(Map.of(DetectorContract.JOINED_AT, at, DetectorContract.JOINED_STEPS, at));
    return base.joinedBy(later, base.manifest().trainedAt().plusSeconds(seconds));
  }

  @Test
  void publish_ofAnIdThatExists_isRefusedAndChangesNothing() {
    store.publish(A, null);
    store.publish(B, "a");

    assertThatThrownBy(() -> store.publish(Detectors.detector("dns", "a", 9), "b"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.ALREADY_EXISTS))
        .hasMessage("version a of job dns exists, expected a new id");
    assertThat(store.load("dns", "a").manifest()).isEqualTo(A.manifest());
    assertThat(store.current("dns").orElseThrow().detector().manifest().id()).isEqualTo("b");
  }

  @Test
  void publish_leavesNoTemporaryFiles() throws IOException {
    store.publish(A, null);

    try (Stream<Path> files = Files.list(root.resolve("models/dns"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("current", "versions", ".lock");
    }
    assertThat(Files.readString(root.resolve("models/dns/current"))).isEqualTo("a\n");
  }

  @Test
  void publish_collectsStaleTemporaryFilesAndLeavesFreshOnes() throws IOException {
    store.publish(A, null);
    Path stale = Files.createDirectory(root.resolve("models/dns/.tmp-stale"));
    Files.writeString(stale.resolve("detector.onnx"), "half");
    Files.setLastModifiedTime(
        stale,
        FileTime.from(Files.getLastModifiedTime(stale).toInstant().minus(Duration.ofHours(2))));
    Path fresh = Files.createDirectory(root.resolve("models/dns/.tmp-fresh"));

    store.publish(B, "a");

    assertThat(stale).doesNotExist();
    assertThat(fresh).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"detector.onnx", "series.bin", "manifest.json", "SHA256SUMS"})
  void current_withDamagedFile_fallsBackAndSaysSo(String file) throws IOException {
    publishInTurn(A, B);
    Path damaged = root.resolve("models/dns/versions/b").resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int at = 0; at < bytes.length; at += 1 + bytes.length / 10) {
      bytes[at] ^= 1;
      Files.write(damaged, bytes);
      bytes[at] ^= 1;

      ModelStore.Loaded loaded = store.current("dns").orElseThrow();

      assertThat(loaded.detector().manifest().id()).as("byte %d flipped", at).isEqualTo("a");
      assertThat(loaded.damage())
          .singleElement()
          .asString()
          .startsWith("job dns: version b is damaged: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"detector.onnx", "series.bin", "manifest.json", "SHA256SUMS"})
  void load_withMissingOrEmptyFile_isDamaged(String file) throws IOException {
    store.publish(A, null);
    Path damaged = root.resolve("models/dns/versions/a").resolve(file);

    Files.write(damaged, new byte[0]);
    assertThatThrownBy(() -> store.load("dns", "a")).satisfies(FileModelStoreTest::isDamage);
    Files.delete(damaged);
    assertThatThrownBy(() -> store.load("dns", "a"))
        .satisfies(FileModelStoreTest::isDamage)
        .hasMessage("version a is damaged: " + file + ": the file is missing");
  }

  @Test
  void current_withAllVersionsDamaged_isDamageNotEmpty() throws IOException {
    store.publish(A, null);
    Files.writeString(root.resolve("models/dns/versions/a/series.bin"), "x");

    assertThatThrownBy(() -> store.current("dns"))
        .satisfies(FileModelStoreTest::isDamage)
        .hasMessageContaining("no version is whole, expected at least one; retrain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b", "zzz\n", "../../etc\n"})
  void current_withDamagedPointer_servesTheNewestWholeVersion(String content) throws IOException {
    publishInTurn(A, B);
    Files.writeString(root.resolve("models/dns/current"), content);

    assertThat(store.current("dns").orElseThrow().detector().manifest().id()).isEqualTo("b");
  }

  @Test
  void load_ofAnotherFormat_isDamage_thatSaysWhatToDo() throws IOException {
    store.publish(A, null);
    changeManifest("\"format_version\" : 1", "\"format_version\" : 2");

    assertThatThrownBy(() -> store.load("dns", "a"))
        .satisfies(FileModelStoreTest::isDamage)
        .hasMessage(
            "version a is damaged: manifest.json: format version 2, expected 1: retrain with this"
                + " program");
  }

  @Test
  void load_ofAManifestWhoseDigestIsNone_isDamaged() throws IOException {
    store.publish(A, null);
    changeManifest(A.graph().digest().hex(), "abc");

    assertThatThrownBy(() -> store.load("dns", "a"))
        .satisfies(FileModelStoreTest::isDamage)
        .hasMessage("version a is damaged: manifest.json: it is no manifest");
  }

  @Test
  void load_ofAManifestOfMoreThanAMegabyte_isDamaged() throws IOException {
    store.publish(A, null);
    Files.write(root.resolve("models/dns/versions/a/manifest.json"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> store.load("dns", "a"))
        .satisfies(FileModelStoreTest::isDamage)
        .hasMessageEndingWith("manifest.json: 1048577 bytes, expected at most 1048576");
  }

  /** Changes the manifest of version a, and its digest with it. */
  private void changeManifest(String from, String to) throws IOException {
    Path version = root.resolve("models/dns/versions/a");
    Path file = version.resolve("manifest.json");
    String before = Files.readString(file);
    String after = before.replace(from, to);
    Path sums = version.resolve("SHA256SUMS");
    Files.writeString(file, after);
    Files.writeString(
        sums, Files.readString(sums).replace(from, to).replace(sha256(before), sha256(after)));
  }

  private static String sha256(String text) {
    return Digest.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).hex();
  }

  @Test
  void load_ofVersionCopiedFromAnotherJob_isDamaged() throws IOException {
    store.publish(A, null);
    Path other = root.resolve("models/web/versions");
    Files.createDirectories(other);
    Files.move(root.resolve("models/dns/versions/a"), other.resolve("a"));

    assertThatThrownBy(() -> store.load("web", "a"))
        .satisfies(FileModelStoreTest::isDamage)
        .hasMessageEndingWith("its manifest is of version a of job dns");
    assertThatThrownBy(() -> store.manifest("web", "a")).satisfies(FileModelStoreTest::isDamage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../dns",
        "/etc",
        "DNS",
        "dns/x",
        "dns\\x",
        "-dns",
        "dns\n",
        "dns\0",
        "ä",
        "a23456789012345678901234567890123456789012345678901234567890123456"
      })
  void everyMethod_withBadName_isRefused(String name) {
    for (Runnable call :
        List.<Runnable>of(
            () -> store.versions(name),
            () -> store.current(name),
            () -> store.load(name, "a"),
            () -> store.load("dns", name),
            () -> store.publish(Detectors.detector(name, "a"), null),
            () -> store.publish(Detectors.detector("dns", name), null))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BAD_NAME))
          .hasMessageEndingWith("', expected [a-z0-9][a-z0-9-]{0,63}")
          .hasMessageNotContainingAny("\n", "\0");
    }
    assertThat(root.resolve("models")).doesNotExist();
  }

  @Test
  void publish_whereTheRootIsAFile_tellsWhatFailed() throws IOException {
    Files.writeString(root.resolve("models"), "in the way");

    assertThatThrownBy(() -> store.publish(A, null))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.IO))
        .hasMessageStartingWith("cannot publish version a: ");
  }

  @Test
  void manifest_isSnakeCaseAndComplete() throws IOException {
    store.publish(A, null);

    assertThat(Files.readString(root.resolve("models/dns/versions/a/manifest.json")))
        .contains("\"format_version\" : 1")
        .contains("\"trained_at\" : \"2026-01-02T03:04:05Z\"")
        .contains("\"query\" : \"rate(\\\"ü\\\"[1m])\"")
        .contains("\"step_millis\" : 15000")
        .contains("\"graph_sha256\" : \"" + A.graph().digest() + "\"")
        .contains("\"mae_naive\"");
  }

  @Test
  void manifest_ofATimeBeforeExclusions_isRead() throws IOException {
    Manifest manifest = A.manifest();
    String json = new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);
    String old = json.replaceFirst(",\\s*\"excluded\" : \\[ ]", "");

    assertThat(old).isNotEqualTo(json);
    assertThat(ManifestJson.read(old.getBytes(StandardCharsets.UTF_8))).isEqualTo(manifest);
  }

  /** File systems tell times in coarse steps: versions are set a second apart. */
  private void publishInTurn(Detector... detectors) throws IOException {
    for (int i = 0; i < detectors.length; i++) {
      store.publish(detectors[i], store.currentId("dns").orElse(null));
      for (int j = 0; j <= i; j++) {
        Path version = root.resolve("models/dns/versions").resolve(detectors[j].manifest().id());
        if (Files.exists(version)) {
          FileTime time = Files.getLastModifiedTime(root.resolve("models/dns/current"));
          Files.setLastModifiedTime(
              version, FileTime.from(time.toInstant().minusSeconds(detectors.length - j)));
        }
      }
    }
  }

  @Test
  void publish_thatMeetsAnotherCurrentVersion_isAConflictAndChangesNothing() {
    store.publish(A, null);
    store.publish(B, "a");

    assertThatThrownBy(() -> store.publish(C, "a"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CONFLICT))
        .hasMessage(
            "the current version of job dns is b, expected a: another process was faster; decide"
                + " anew against what serves now");
    assertThat(store.versions("dns")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void promote_ofAnOldVersion_keepsItWhateverComes() throws IOException {
    publishInTurn(A, B);

    store.promote("dns", "a", "b");
    assertThat(store.currentId("dns")).contains("a");
    // Another job's retention is its own; this one's old version is current, and so it stays.
    FileModelStore stingy = new FileModelStore(root.resolve("models"), 1);
    stingy.promote("dns", "a", "a");

    assertThat(store.versions("dns")).containsExactly("b", "a");
    assertThat(store.current("dns").orElseThrow().detector().manifest().id()).isEqualTo("a");
  }

  @Test
  void promote_ofADamagedVersion_isRefusedAndChangesNothing() throws IOException {
    publishInTurn(A, B);
    Files.writeString(root.resolve("models/dns/versions/a/series.bin"), "x");

    assertThatThrownBy(() -> store.promote("dns", "a", "b"))
        .satisfies(FileModelStoreTest::isDamage);

    assertThat(store.currentId("dns")).contains("b");
  }

  @Test
  void publish_collectsWhatIsStaleByItsParameter() throws IOException {
    FileModelStore brisk = new FileModelStore(root.resolve("models"), 2, Duration.ofMillis(-1));
    brisk.publish(A, null);
    Path stale = Files.createDirectory(root.resolve("models/dns/.tmp-stale"));

    brisk.publish(B, "a");

    assertThat(stale).doesNotExist();
  }

  private static void isDamage(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED));
  }
}
