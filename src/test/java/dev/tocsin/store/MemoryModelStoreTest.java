package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detectors;
import org.junit.jupiter.api.Test;

/** What only a store in memory does; the rest is the contract's. */
final class MemoryModelStoreTest {
  @Test
  void publish_beyondTheJobsKept_forgetsTheOneUnusedForLongest() {
    MemoryModelStore store = new MemoryModelStore(2);
    store.publish(Detectors.detector("one", "a"), null);
    store.publish(Detectors.detector("two", "a"), null);
    assertThat(store.current("one")).isPresent();

    store.publish(Detectors.detector("three", "a"), null);

    assertThat(store.current("two")).isEmpty();
    assertThat(store.current("one")).isPresent();
    assertThat(store.current("three")).isPresent();
  }

  @Test
  void new_wantsRoomForAJob() {
    assertThatThrownBy(() -> new MemoryModelStore(0))
        .hasMessage("0 jobs kept, expected at least 1");
  }
}
