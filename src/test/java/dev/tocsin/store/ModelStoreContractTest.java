package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store does. */
final class ModelStoreContractTest {
  private static final Detector A = Detectors.detector("dns", "a", 1);
  private static final Detector B = Detectors.renamed(A, "b");
  private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(10);
  private static final ModelStore.Owner OWNER = new ModelStore.Owner("here", "1");

  @TempDir Path root = Path.of("");

  static List<Named<Function<Path, ModelStore>>> stores() {
    return List.of(
        Named.of("files", folder -> new FileModelStore(folder, 3)),
        Named.of("memory", folder -> new MemoryModelStore(3)));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void publish_comparesTheCurrentVersion(Function<Path, ModelStore> stores) {
    ModelStore store = stores.apply(root);
    isConflict(() -> store.publish(A, "z"), "is none, expected z");
    store.publish(A, null);
    isConflict(() -> store.publish(B, null), "is a, expected none");

    store.publish(B, "a");

    assertThat(store.currentId("dns")).contains("b");
    assertThat(store.versions("dns")).contains("b");
    assertThat(store.manifest("dns", "b")).isEqualTo(B.manifest());
    isConflict(() -> store.promote("dns", "b", "a"), "is b, expected a");
    store.promote("dns", "b", "b");
    assertThat(store.current("dns").orElseThrow().detector().manifest().id()).isEqualTo("b");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void publish_ofTheCurrentId_isRefused(Function<Path, ModelStore> stores) {
    ModelStore store = stores.apply(root);
    store.publish(A, null);

    assertThatThrownBy(() -> store.publish(A, "a"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.ALREADY_EXISTS));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyMethod_withABadName_isRefused(Function<Path, ModelStore> stores) {
    ModelStore store = stores.apply(root);
    for (Runnable call :
        List.<Runnable>of(
            () -> store.publish(Detectors.renamed(A, "../a"), null),
            () -> store.promote("dns", "../a", null),
            () -> store.current("../dns"),
            () -> store.currentId("../dns"),
            () -> store.load("dns", "../a"),
            () -> store.manifest("../dns", "a"),
            () -> store.versions("../dns"),
            () -> store.lease("../dns", OWNER, NOW, LENGTH),
            () -> store.revoke("../dns"))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BAD_NAME));
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void promote_ofAnUnknownVersion_isNotFound(Function<Path, ModelStore> stores) {
    ModelStore store = stores.apply(root);
    store.publish(A, null);

    assertThatThrownBy(() -> store.promote("dns", "x", "a"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_FOUND))
        .hasMessage("no version x of job dns, expected one of [a]");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void lease_isHadByOneAtATime(Function<Path, ModelStore> stores) {
    ModelStore store = stores.apply(root);
    TrainingLease first = store.lease("dns", OWNER, NOW, LENGTH).orElseThrow();

    assertThat(store.lease("dns", OWNER, NOW, LENGTH)).isEmpty();
    assertThat(store.lease("web", OWNER, NOW, LENGTH)).isPresent();
    assertThat(first.renew(NOW.plusSeconds(1), LENGTH)).isTrue();
    first.close();

    TrainingLease second = store.lease("dns", OWNER, NOW, LENGTH).orElseThrow();
    first.close();
    assertThat(second.renew(NOW, LENGTH)).isTrue();
    assertThat(first.renew(NOW, LENGTH)).isFalse();
    second.close();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void revoke_isToldToTheOwnerWhenItRenews(Function<Path, ModelStore> stores) {
    ModelStore store = stores.apply(root);
    assertThat(store.revoke("dns")).isFalse();
    TrainingLease lease = store.lease("dns", OWNER, NOW, LENGTH).orElseThrow();

    assertThat(store.revoke("dns")).isTrue();

    assertThat(lease.renew(NOW, LENGTH)).isFalse();
    lease.close();
    assertThat(store.lease("dns", OWNER, NOW, LENGTH)).isPresent();
  }

  private static void isConflict(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CONFLICT))
        .hasMessageContaining("the current version of job dns " + message);
  }
}
