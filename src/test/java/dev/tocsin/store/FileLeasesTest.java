package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases between processes. */
final class FileLeasesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(10);
  private static final ModelStore.Owner HERE = new ModelStore.Owner("here", "1");
  private static final ModelStore.Owner THERE = new ModelStore.Owner("there", "1");

  @TempDir Path root = Path.of("");

  @Test
  void lease_ofThreeProcesses_isGotByOne() throws Exception {
    List<ChildJvm> processes = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(holder("here"));
    }
    for (ChildJvm process : processes) {
      told.add(process.line().orElseThrow());
    }

    assertThat(told).containsExactlyInAnyOrder("got it", "refused", "refused");
    for (ChildJvm process : processes) {
      process.kill();
    }
  }

  @Test
  void lease_ofADeadProcessHere_isTakenOverAtOnce() throws Exception {
    FileModelStore store = new FileModelStore(root, 1);
    try (ChildJvm holder = holder("here")) {
      assertThat(holder.line()).contains("got it");
      assertThat(store.lease("dns", HERE, NOW, LENGTH)).isEmpty();
      // Alive, though its time is over: the operating system knows.
      assertThat(store.lease("dns", HERE, NOW.plus(LENGTH).plusMillis(1), LENGTH)).isEmpty();

      holder.kill();
    }

    assertThat(store.lease("dns", HERE, NOW, LENGTH)).isPresent();
  }

  @Test
  void lease_ofAnotherMachine_isWaitedForUntilItEnds() throws Exception {
    FileModelStore store = new FileModelStore(root, 1);
    try (ChildJvm holder = holder("there")) {
      assertThat(holder.line()).contains("got it");
      holder.kill();
    }

    assertThat(store.lease("dns", HERE, NOW.plus(LENGTH).minusMillis(1), LENGTH)).isEmpty();
    assertThat(store.lease("dns", HERE, NOW.plus(LENGTH), LENGTH)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x\ny\n", "x\ny\nz\n", "x\ny\nz\nsoon\n"})
  void lease_thatIsBroken_isNone(String record) throws Exception {
    FileModelStore store = new FileModelStore(root, 1);
    Files.createDirectories(root.resolve("dns"));
    Files.writeString(root.resolve("dns/lease"), record);

    assertThat(store.lease("dns", THERE, NOW, LENGTH)).isPresent();
  }

  @Test
  void close_leavesNoLease() {
    FileModelStore store = new FileModelStore(root, 1);
    Optional<TrainingLease> lease = store.lease("dns", HERE, NOW, LENGTH);
    lease.orElseThrow().close();

    assertThat(root.resolve("dns/lease")).doesNotExist();
    assertThat(store.revoke("dns")).isFalse();
  }

  private ChildJvm holder(String machine) {
    return ChildJvm.start(List.of(), LeaseHolder.class, root, machine, NOW, LENGTH.toMillis());
  }
}
