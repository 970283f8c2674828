package dev.tocsin.push.spool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A queue in memory; what waits is lost when the process ends. */
public final class MemoryQueue implements ParcelQueue {
  private final long maxBytes;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private long next;
  private boolean isHeadLent;

  /** An empty queue of at most so many bytes. */
  public MemoryQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized Admission add(List<Parcel> parcels) {
    long evicted = 0;
    long refused = 0;
    for (Parcel parcel : parcels) {
      if (parcel.bytes() > maxBytes) {
        refused += parcel.items();
      } else {
        evicted += makeRoom(parcel.bytes());
        waiting.add(new Waiting(next++, parcel));
        bytes += parcel.bytes();
      }
    }
    return new Admission(evicted, refused);
  }

  private long makeRoom(int needed) {
    long evicted = 0;
    Iterator<Waiting> oldest = waiting.iterator();
    if (isHeadLent && oldest.hasNext()) {
      oldest.next();
    }
    while (bytes + needed > maxBytes && oldest.hasNext()) {
      Parcel parcel = oldest.next().parcel();
      oldest.remove();
      bytes -= parcel.bytes();
      evicted += parcel.items();
    }
    return evicted;
  }

  @Override
  public synchronized Optional<Waiting> head() {
    isHeadLent = !waiting.isEmpty();
    return Optional.ofNullable(waiting.peek());
  }

  @Override
  public synchronized void settle(Waiting head) {
    if (waiting.remove(head)) {
      bytes -= head.parcel().bytes();
    }
    isHeadLent = false;
  }

  @Override
  public synchronized int size() {
    return waiting.size();
  }

  @Override
  public synchronized long bytes() {
    return bytes;
  }

  @Override
  public long corrupted() {
    return 0;
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
