package dev.tocsin.push.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolQueueTest extends ParcelQueueContract {
  @TempDir private Path folder;

  @Override
  ParcelQueue queue(long maxBytes) {
    return SpoolQueue.in(folder, maxBytes);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }

  private static List<Parcel> parcels(int from, int to) {
    return IntStream.range(from, to).mapToObj(ParcelQueueContract::parcel).toList();
  }

  @Test
  void in_findsWhatWaitedAndWhatIsSettled() {
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(parcels(0, 10));
      for (int i = 0; i < 4; i++) {
        queue.settle(queue.head().orElseThrow());
      }
    }
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(parcels(10, 12));
      assertThat(taken(queue)).isEqualTo(parcels(4, 12));
    }
    try (ParcelQueue queue = queue(1 << 20)) {
      assertThat(queue.size()).isZero();
      queue.add(parcels(12, 13));
      assertThat(taken(queue)).isEqualTo(parcels(12, 13));
    }
  }

  @Test
  void settle_deletesSegmentsThatNobodyNeeds() throws IOException {
    try (ParcelQueue queue = queue(20L * PARCEL_BYTES)) {
      for (int round = 0; round < 100; round++) {
        queue.add(parcels(round, round + 1));
        queue.settle(queue.head().orElseThrow());
      }
      assertThat(segments()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void add_keepsTheFilesWithinTwiceTheBound_whoeverSends() throws IOException {
    long bound = 20L * PARCEL_BYTES;
    try (ParcelQueue queue = queue(bound)) {
      queue.add(parcels(0, 1));
      queue.head();
      for (int i = 1; i < 500; i++) {
        queue.add(parcels(i, i + 1));
      }
      assertThat(queue.bytes()).isLessThanOrEqualTo(bound);
      assertThat(queue.size()).isEqualTo(20);
      long onDisk = 0;
      for (Path segment : segments()) {
        onDisk += Files.size(segment);
      }
      assertThat(onDisk).isLessThan(2 * bound);
    }
  }

  @Test
  void in_takesTheWholeRecordsOfATornWrite_atEveryLength() throws IOException {
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(parcels(0, 3));
    }
    Path segment = segments().get(0);
    byte[] whole = Files.readAllBytes(segment);
    int record = (whole.length - 8) / 3;
    for (int length = 0; length <= whole.length; length += 7) {
      Files.write(segment, Arrays.copyOf(whole, length));
      try (ParcelQueue queue = queue(1 << 20)) {
        int expected = length < 8 ? 0 : (length - 8) / record;
        assertThat(queue.size()).as("of %d bytes", length).isEqualTo(expected);
        assertThat(queue.corrupted()).isZero();
        queue.add(parcels(7, 8));
        assertThat(queue.size()).isEqualTo(expected + 1);
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** As a file system leaves it that had made the file longer, and went down before the bytes. */
  @Test
  void in_takesTheWholeRecordsBeforeATailOfZeros() throws IOException {
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(parcels(0, 3));
    }
    Files.write(segments().get(0), new byte[5_000], StandardOpenOption.APPEND);
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(parcels(3, 4));
      assertThat(queue.size()).isEqualTo(4);
    }
    // The tail is no loss later either, when it is no longer that of the last segment.
    try (ParcelQueue queue = queue(1 << 20)) {
      assertThat(taken(queue)).isEqualTo(parcels(0, 4));
      assertThat(queue.corrupted()).isZero();
    }
  }

  @Test
  void in_withADamagedMark_hasAllOnceMoreRatherThanNothing() throws IOException {
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(parcels(0, 4));
      queue.settle(queue.head().orElseThrow());
    }
    Path mark = folder.resolve("settled");
    byte[] bytes = Files.readAllBytes(mark);
    bytes[6] ^= 1;
    Files.write(mark, bytes);
    try (ParcelQueue queue = queue(1 << 20)) {
      assertThat(taken(queue)).isEqualTo(parcels(0, 4));
    }
  }

  @Test
  void in_countsWhatAFaultOfTheDiskHasSpoilt_andGoesOn() throws IOException {
    try (ParcelQueue queue = queue(8L * PARCEL_BYTES)) {
      queue.add(parcels(0, 2)); // fills the first segment
      queue.add(parcels(2, 4));
    }
    Path first = segments().get(0);
    byte[] bytes = Files.readAllBytes(first);
    bytes[100] ^= 1;
    Files.write(first, bytes);
    try (ParcelQueue queue = queue(8L * PARCEL_BYTES)) {
      assertThat(queue.corrupted()).isEqualTo(1);
      assertThat(taken(queue)).isEqualTo(parcels(2, 4));
    }
  }

  @Test
  void head_skipsWhatIsSpoiltWhileItWaits() throws IOException {
    try (ParcelQueue queue = queue(1 << 20)) {
      queue.add(parcels(0, 2));
      Path segment = segments().get(0);
      byte[] bytes = Files.readAllBytes(segment);
      bytes[100] ^= 1;
      Files.write(segment, bytes, StandardOpenOption.WRITE);
      assertThat(taken(queue)).isEqualTo(parcels(1, 2));
      assertThat(queue.corrupted()).isEqualTo(1);
    }
  }

  @Test
  void in_refusesAFolderThatIsInUse() {
    try (ParcelQueue queue = queue(1 << 20)) {
      assertThat(queue.size()).isZero();
      assertThatThrownBy(() -> queue(1 << 20))
          .isInstanceOf(SpoolException.class)
          .hasMessage(
              "the spool folder " + folder + " is in use, expected one for each process and sink");
    }
  }

  @Test
  void in_refusesAPathThatIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> SpoolQueue.in(file, 1))
        .isInstanceOf(SpoolException.class)
        .hasMessageContaining(file + " cannot be used (FileAlreadyExistsException)");
  }
}
