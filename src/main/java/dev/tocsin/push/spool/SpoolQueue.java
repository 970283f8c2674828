package dev.tocsin.push.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A queue in files of a folder: what {@link #add} has taken is on the disk when it returns, and
 * waits again after a crash.
 *
 * <p>Parcels are appended to segments; a segment is deleted when all its parcels are settled. After
 * a crash a parcel may come again that was sent just before it. The folder belongs to one process.
 */
public final class SpoolQueue implements ParcelQueue {
  private static final System.Logger LOG = System.getLogger(SpoolQueue.class.getName());
  private static final String SUFFIX = ".spool";

  /** Segments are deleted whole, so that up to two of them may be dead beside the bound. */
  private static final int SEGMENTS = 8;

  private final Path folder;
  private final long maxBytes;
  private final FileChannel lockFile;
  private final SettledMark mark;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final List<Segment> segments = new ArrayList<>();
  private @Nullable Segment active;
  private long bytes;
  private long next;
  private long corrupted;
  private boolean isHeadLent;

  private SpoolQueue(Path folder, long maxBytes, FileChannel lockFile, SettledMark mark) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.lockFile = lockFile;
    this.mark = mark;
    this.next = mark.settled() + 1;
  }

  /**
   * The queue in a folder, which is made where it does not exist, with what waits there.
   *
   * @param maxBytes of the parcels that wait
   * @throws SpoolException if the folder cannot be used, or another process uses it
   */
  public static SpoolQueue in(Path folder, long maxBytes) {
    try {
      Files.createDirectories(folder);
      FileChannel lockFile = locked(folder);
      SpoolQueue queue =
          new SpoolQueue(folder, maxBytes, lockFile, SettledMark.in(folder.resolve("settled")));
      queue.recover();
      return queue;
    } catch (IOException e) {
      throw new SpoolException(
          "the spool folder %s cannot be used (%s), expected one that can be read and written"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
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

  private void recover() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    for (Path file : files) {
      Segment segment = Segment.open(file, this::recovered);
      segments.add(segment);
      boolean isLast = file.equals(files.get(files.size() - 1));
      if (segment.trim() && !isLast) {
        corrupted++; // a torn end of the last segment was never acknowledged
      }
    }
    makeRoom();
    collect();
  }

  private void recovered(Segment segment, long position, Waiting waiting) {
    next = Math.max(next, waiting.sequence() + 1);
    if (waiting.sequence() > mark.settled()) {
      admit(new Entry(waiting.sequence(), segment, position, waiting.parcel()));
    }
  }

  private void admit(Entry entry) {
    entries.add(entry);
    entry.segment.live(1);
    bytes += entry.bytes;
  }

  @Override
  public synchronized Admission add(List<Parcel> parcels) {
    List<Parcel> fitting = parcels.stream().filter(parcel -> parcel.bytes() <= maxBytes).toList();
    long refused = items(parcels) - items(fitting);
    try {
      append(fitting);
      long evicted = makeRoom();
      collect();
      return new Admission(evicted, refused);
    } catch (IOException e) {
      throw new SpoolException(
          "the spool folder %s cannot be written (%s), expected room for %d bytes there"
              .formatted(folder, e.getClass().getSimpleName(), maxBytes),
          e);
    }
  }

  private static long items(List<Parcel> parcels) {
    return parcels.stream().mapToLong(Parcel::items).sum();
  }

  private void append(List<Parcel> parcels) throws IOException {
    if (parcels.isEmpty()) {
      return;
    }
    Segment segment = writable();
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    List<Entry> added = new ArrayList<>();
    long sequence = next;
    for (Parcel parcel : parcels) {
      added.add(new Entry(sequence, segment, segment.length() + records.size(), parcel));
      records.writeBytes(Records.encode(sequence++, parcel));
    }
    segment.append(ByteBuffer.wrap(records.toByteArray()));
    next = sequence;
    added.forEach(this::admit);
  }

  private Segment writable() throws IOException {
    if (active == null || active.length() > maxBytes / SEGMENTS) {
      active = Segment.create(folder.resolve("%016x%s".formatted(next, SUFFIX)));
      segments.add(active);
      sync();
    }
    return active;
  }

  /** Makes the names in the folder last. Only POSIX systems can, and need it. */
  private void sync() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private long makeRoom() {
    long evicted = 0;
    Iterator<Entry> oldest = entries.iterator();
    if (isHeadLent && oldest.hasNext()) {
      oldest.next();
    }
    while (bytes > maxBytes && oldest.hasNext()) {
      Entry entry = oldest.next();
      oldest.remove();
      forget(entry);
      evicted += entry.items;
    }
    return evicted;
  }

  private void forget(Entry entry) {
    bytes -= entry.bytes;
    entry.segment.live(-1);
  }

  /** Takes down what is settled, and deletes the segments that nobody needs. */
  private void collect() throws IOException {
    long oldest = entries.isEmpty() ? next : entries.getFirst().sequence;
    if (oldest - 1 > mark.settled()) {
      mark.advanceTo(oldest - 1);
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
  public synchronized Optional<Waiting> head() {
    while (!entries.isEmpty()) {
      Optional<Waiting> read = read(entries.getFirst());
      if (read.isPresent()) {
        isHeadLent = true;
        return read;
      }
      corrupted++;
      forget(entries.removeFirst());
    }
    isHeadLent = false;
    return Optional.empty();
  }

  private static Optional<Waiting> read(Entry entry) {
    try {
      return entry.segment.read(entry.position);
    } catch (IOException e) {
      return Optional.empty(); // counted as corrupted
    }
  }

  @Override
  public synchronized void settle(Waiting head) {
    isHeadLent = false;
    if (entries.isEmpty() || entries.getFirst().sequence != head.sequence()) {
      return;
    }
    forget(entries.removeFirst());
    try {
      collect();
    } catch (IOException e) {
      // It is sent once more after a restart, no worse than that.
      LOG.log(System.Logger.Level.WARNING, "the spool " + folder + " cannot be tidied up", e);
    }
  }

  @Override
  public synchronized int size() {
    return entries.size();
  }

  @Override
  public synchronized long bytes() {
    return bytes;
  }

  @Override
  public synchronized long corrupted() {
    return corrupted;
  }

  @Override
  public boolean isLasting() {
    return true;
  }

  @Override
  public synchronized void close() {
    try {
      for (Segment segment : segments) {
        segment.close();
      }
      mark.close();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a parcel lies. */
  private static final class Entry {
    private final long sequence;
    private final Segment segment;
    private final long position;
    private final int bytes;
    private final int items;

    Entry(long sequence, Segment segment, long position, Parcel parcel) {
      this.sequence = sequence;
      this.segment = segment;
      this.position = position;
      this.bytes = parcel.bytes();
      this.items = parcel.items();
    }
  }
}
