package dev.tocsin.push.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.push.spool.ParcelQueue.Admission;
import dev.tocsin.push.spool.ParcelQueue.Waiting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every queue does. */
abstract class ParcelQueueContract {
  static final int BODY_BYTES = 1_000;
  static final int PARCEL_BYTES = parcel(0).bytes();

  abstract ParcelQueue queue(long maxBytes);

  static Parcel parcel(int number) {
    byte[] body = new byte[BODY_BYTES];
    body[number % BODY_BYTES] = (byte) number;
    return Parcel.of("id-%05d".formatted(number), 1_000L + number, 2, ByteBuffer.wrap(body))
        .to("/path")
        .with(Map.of("ce-id", "é"));
  }

  static List<Parcel> taken(ParcelQueue queue) {
    List<Parcel> taken = new ArrayList<>();
    for (Optional<Waiting> head = queue.head(); head.isPresent(); head = queue.head()) {
      taken.add(head.get().parcel());
      queue.settle(head.get());
    }
    return taken;
  }

  @Test
  void head_isTheOldest_andStaysUntilItIsSettled() {
    try (ParcelQueue queue = queue(1 << 20)) {
      assertThat(queue.head()).isEmpty();
      assertThat(queue.add(List.of(parcel(1), parcel(2)))).isEqualTo(new Admission(0, 0));
      queue.add(List.of(parcel(3)));
      assertThat(queue.head()).isEqualTo(queue.head());
      assertThat(queue.size()).isEqualTo(3);
      assertThat(queue.bytes()).isEqualTo(3L * PARCEL_BYTES);
      assertThat(taken(queue)).containsExactly(parcel(1), parcel(2), parcel(3));
      assertThat(queue.size()).isZero();
      assertThat(queue.bytes()).isZero();
    }
  }

  @Test
  void add_evictsTheOldestButNotTheOneThatIsBeingSent() {
    try (ParcelQueue queue = queue(3L * PARCEL_BYTES)) {
      queue.add(List.of(parcel(1), parcel(2), parcel(3)));
      Waiting head = queue.head().orElseThrow();
      assertThat(queue.add(List.of(parcel(4), parcel(5)))).isEqualTo(new Admission(4, 0));
      assertThat(queue.head()).contains(head);
      assertThat(taken(queue)).containsExactly(parcel(1), parcel(4), parcel(5));
    }
  }

  @Test
  void add_refusesAParcelLargerThanTheQueue() {
    try (ParcelQueue queue = queue(PARCEL_BYTES - 1)) {
      assertThat(queue.add(List.of(parcel(1)))).isEqualTo(new Admission(0, 2));
      assertThat(queue.size()).isZero();
    }
  }

  @Test
  void settle_ofAParcelThatIsGoneDoesNothing() {
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(List.of(parcel(1), parcel(2)));
      Waiting head = queue.head().orElseThrow();
      queue.settle(head);
      queue.settle(head);
      assertThat(taken(queue)).containsExactly(parcel(2));
    }
  }
}
