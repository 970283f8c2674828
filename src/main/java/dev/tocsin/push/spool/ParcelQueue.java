package dev.tocsin.push.spool;

import java.util.List;
import java.util.Optional;

/**
 * Parcels that wait to be sent, first in, first out, bounded in bytes. Thread-safe for many that
 * add and one that takes.
 */
public interface ParcelQueue extends AutoCloseable {
  /**
   * A parcel that waits.
   *
   * @param sequence its number, ascending
   * @param parcel what it is
   */
  record Waiting(long sequence, Parcel parcel) {}

  /**
   * What adding did.
   *
   * @param evicted items that had to go to make room, the oldest
   * @param refused items that were not added, because their parcel is larger than the queue
   */
  record Admission(long evicted, long refused) {}

  /**
   * Adds parcels; when it returns they are as safe as the queue promises. The oldest that nobody is
   * sending go where the room does not suffice.
   *
   * @throws SpoolException if they cannot be kept; none of them is added
   */
  Admission add(List<Parcel> parcels);

  /** The parcel that waits longest; it stays until it is settled. */
  Optional<Waiting> head();

  /** Forgets the head: it was sent, or is given up. */
  void settle(Waiting head);

  /** How many parcels wait. */
  int size();

  /** How many bytes they take. */
  long bytes();

  /** How many parcels could not be read again; 0 in memory. */
  long corrupted();

  /** Whether what waits is still there after a restart. */
  boolean isLasting();

  @Override
  void close();
}
