package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void next_takesEachWindowOnceInAPass() {
    Batches batches = new Batches(12, 4, new Random(1));

    int[] pass = pass(batches, 3, 4);

    assertThat(batches.perPass()).isEqualTo(3);
    assertThat(pass)
        .containsExactlyInAnyOrder(Samples.inOrder(12))
        .isNotEqualTo(Samples.inOrder(12));
  }

  @Test
  void next_ordersEachPassAnew() {
    Batches batches = new Batches(12, 4, new Random(1));

    assertThat(pass(batches, 3, 4)).isNotEqualTo(pass(batches, 3, 4));
  }

  @Test
  void next_leavesARestForTheNextPass() {
    Batches batches = new Batches(10, 4, new Random(1));

    int[] pass = pass(batches, 2, 4);

    assertThat(batches.perPass()).isEqualTo(2);
    assertThat(pass).doesNotHaveDuplicates();
    assertThat(batches.next()).isZero();
  }

  private static int[] pass(Batches batches, int count, int batch) {
    int[] pass = new int[count * batch];
    for (int i = 0; i < count; i++) {
      int at = batches.next();
      System.arraycopy(batches.order(), at, pass, i * batch, batch);
    }
    return pass;
  }
}
