package dev.tocsin.push.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a spool: segments in the order in which they were begun, the number up to which all
 * is settled, and a lock that keeps others out. Confined to its queue's lock.
 */
final class SpoolFolder implements AutoCloseable {
  private static final String SUFFIX = ".spool";

  private final Path path;
  private final FileChannel lock;
  private final SettledMark mark;
  private final List<Segment> segments = new ArrayList<>();
  private @Nullable Segment active;

  private SpoolFolder(Path path, FileChannel lock, SettledMark mark) {
    this.path = path;
    this.lock = lock;
    this.mark = mark;
  }

  /**
   * The folder at a path, which is made where it does not exist.
   *
   * @throws SpoolException if it is in use
   */
  static SpoolFolder at(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel lock = locked(path);
    try {
      return new SpoolFolder(path, lock, SettledMark.in(path.resolve("settled")));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // this very process has it
    }
    if (lock == null) {
      channel.close();
      throw new SpoolException(
          "the spool folder " + folder + " is in use, expected one for each process and sink",
          null);
    }
    return channel;
  }

  Path path() {
    return path;
  }

  /** The number up to which all parcels are settled; -1 if none is. */
  long settled() {
    return mark.settled();
  }

  /**
   * Opens the segments that are there already.
   *
   * @param finder is told of each whole record
   * @return how many segments a fault of the disk has cut short
   */
  int open(Segment.Finder finder) throws IOException {
    int spoilt = 0;
    List<Path> files = files();
    for (Path file : files) {
      Segment segment = Segment.open(file, finder);
      segments.add(segment);
      boolean isLast = file.equals(files.get(files.size() - 1));
      if (segment.trim() && !isLast) {
        spoilt++; // a torn end of the last segment was never acknowledged
      }
    }
    return spoilt;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /**
   * The segment to append to.
   *
   * @param maxLength from which length on a new one is begun, in bytes
   * @param next the number of the next parcel
   */
  Segment writable(long maxLength, long next) throws IOException {
    if (active == null || active.length() > maxLength) {
      active = Segment.create(path.resolve("%016x%s".formatted(next, SUFFIX)));
      segments.add(active);
      sync();
    }
    return active;
  }

  /** Makes the names in the folder last. Only POSIX systems can, and need it. */
  private void sync() throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Takes down up to which number all is settled, and deletes the segments that nobody needs. */
  void settle(long sequence) throws IOException {
    if (sequence > mark.settled()) {
      mark.advanceTo(sequence);
    }
    Iterator<Segment> all = segments.iterator();
    while (all.hasNext()) {
      Segment segment = all.next();
      if (segment.live() == 0 && segment != active) {
        segment.delete();
        all.remove();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : segments) {
      segment.close();
    }
    mark.close();
    lock.close();
  }
}
