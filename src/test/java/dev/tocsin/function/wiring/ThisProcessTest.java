package dev.tocsin.function.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.ModelStore;
import org.junit.jupiter.api.Test;

class ThisProcessTest {
  @Test
  void owner_isTheSameAsLongAsTheProcessLives() {
    ModelStore.Owner owner = ThisProcess.owner();

    assertThat(owner).isEqualTo(ThisProcess.owner());
    assertThat(owner.machine()).isNotBlank();
    assertThat(owner.process()).matches("[^/\\s]+/" + ProcessHandle.current().pid());
  }
}
