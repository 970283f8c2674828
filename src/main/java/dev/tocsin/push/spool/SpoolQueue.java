package dev.tocsin.push.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A queue in files of a folder: what {@link #add} has taken is on the disk when it returns, and
 * waits again after a crash.
 *
 * <p>Parcels are appended to segments; a segment is deleted when all its parcels are settled. After
 * a crash a parcel may come again that was sent just before it. The folder belongs to one process.
 */
public final class SpoolQueue implements ParcelQueue {
  private static final System.Logger LOG = System.getLogger(SpoolQueue.class.getName());

  /** Segments are deleted whole, so that up to two of them may be dead beside the bound. */
  private static final int SEGMENTS = 8;

  private final SpoolFolder folder;
  private final long maxBytes;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private long next;
  private long corrupted;
  private boolean isHeadLent;

  private SpoolQueue(SpoolFolder folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.next = folder.settled() + 1;
  }

  /**
   * The queue in a folder, which is made where it does not exist, with what waits there.
   *
   * @param maxBytes of the parcels that wait
   * @throws SpoolException if the folder cannot be used, or another process uses it
   */
  public static SpoolQueue in(Path folder, long maxBytes) {
    try {
      SpoolQueue queue = new SpoolQueue(SpoolFolder.at(folder), maxBytes);
      queue.recover();
      return queue;
    } catch (IOException e) {
      throw new SpoolException(
          "the spool folder %s cannot be used (%s), expected one that can be read and written"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }

  private void recover() throws IOException {
    try {
      corrupted = folder.open(this::recovered);
    } catch (IOException e) {
      folder.close();
      throw e;
    }
    makeRoom();
    tidy();
  }

  private void recovered(Segment segment, long position, Waiting waiting) {
    next = Math.max(next, waiting.sequence() + 1);
    if (waiting.sequence() > folder.settled()) {
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
    try {
      append(fitting);
    } catch (IOException e) {
      throw new SpoolException(
          "the spool folder %s cannot be written (%s), expected room for %d bytes there"
              .formatted(folder.path(), e.getClass().getSimpleName(), maxBytes),
          e);
    }
    long evicted = makeRoom();
    tidy();
    return new Admission(evicted, items(parcels) - items(fitting));
  }

  private static long items(List<Parcel> parcels) {
    return parcels.stream().mapToLong(Parcel::items).sum();
  }

  private void append(List<Parcel> parcels) throws IOException {
    if (parcels.isEmpty()) {
      return;
    }
    Segment segment = folder.writable(maxBytes / SEGMENTS, next);
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

  /**
   * Takes down what is settled. Where that fails it is sent once more after a restart, no worse.
   */
  private void tidy() {
    try {
      folder.settle((entries.isEmpty() ? next : entries.getFirst().sequence) - 1);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING, "the spool " + folder.path() + " cannot be tidied up", e);
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
    if (!entries.isEmpty() && entries.getFirst().sequence == head.sequence()) {
      forget(entries.removeFirst());
      tidy();
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
      folder.close();
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
