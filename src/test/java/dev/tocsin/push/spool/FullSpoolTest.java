package dev.tocsin.push.spool;

import static dev.tocsin.push.spool.ParcelQueueContract.parcel;
import static dev.tocsin.push.spool.ParcelQueueContract.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.push.spool.ParcelQueue.Admission;
import dev.tocsin.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool on a real file system that is full. */
class FullSpoolTest {
  private static final int PAGE = 4096;

  @TempDir private Path folder;

  @Test
  void add_withoutRoomForASegment_takesAgainOnceThereIsSome() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder, 64);
        ParcelQueue queue = SpoolQueue.in(folder, 1 << 20)) {
      Path filler = disk.fillBut(0);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> queue.add(List.of(parcel(1))))
            .isInstanceOf(SpoolException.class)
            .hasMessage(
                "the spool folder %s cannot be written (IOException), expected room for 1048576"
                    + " bytes there",
                folder);
      }
      Files.delete(filler);
      assertThat(queue.add(List.of(parcel(2)))).isEqualTo(new Admission(0, 0));
      assertThat(taken(queue)).containsExactly(parcel(2));
    }
  }

  @Test
  void add_whileTheDiskFillsUp_keepsWhatItTookAndNothingElse() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder, 64)) {
      List<Parcel> told = new ArrayList<>();
      try (ParcelQueue queue = SpoolQueue.in(folder, 1 << 20)) {
        disk.fillBut(2 * PAGE);
        for (int i = 0; i < 20; i++) {
          try {
            queue.add(List.of(parcel(i)));
            told.add(parcel(i));
          } catch (SpoolException e) {
            assertThat(told).isNotEmpty();
          }
        }
        assertThat(queue.size()).isEqualTo(told.size()).isLessThan(20);
      }
      try (ParcelQueue queue = SpoolQueue.in(folder, 1 << 20)) {
        assertThat(taken(queue)).isEqualTo(told);
        assertThat(queue.corrupted()).isZero();
      }
    }
  }

  /** What was taken would be told to be dropped, and be sent all the same. */
  @Test
  void add_withoutRoomForTheMarkAlone_isNoFailure() throws IOException {
    long bound = 2L * ParcelQueueContract.PARCEL_BYTES;
    try (SmallDisk disk = SmallDisk.at(folder, 64);
        ParcelQueue queue = SpoolQueue.in(folder, bound)) {
      disk.fillBut(PAGE);
      assertThat(queue.add(List.of(parcel(0), parcel(1), parcel(2))))
          .isEqualTo(new Admission(2, 0));
      assertThat(taken(queue)).containsExactly(parcel(1), parcel(2));
    }
  }
}
