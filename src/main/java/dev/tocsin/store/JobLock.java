package dev.tocsin.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that the operating system takes from a process that dies.
 *
 * <p>It lies on a file that is never deleted, so that all processes lock the same one. POSIX drops
 * a process's locks on a file when it closes any handle of it: a process must not try for a lock it
 * has.
 */
final class JobLock implements AutoCloseable {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Ten seconds: others hold the lock for the few milliseconds of a rename. */
  private static final int RETRIES = 10_000;

  private final FileChannel channel;

  private JobLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock. The caller sees to it that no other thread of this process has it.
   *
   * @throws IOException if another process keeps it
   */
  static JobLock take(Path file) throws IOException {
    for (int i = 0; i < RETRIES; i++) {
      Optional<JobLock> lock = tryTake(file);
      if (lock.isPresent()) {
        return lock.get();
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    throw new IOException(file + " is locked by another process, expected that to take moments");
  }

  /** The lock, if nobody has it. */
  static Optional<JobLock> tryTake(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      locked = lock != null;
    } catch (OverlappingFileLockException e) {
      // Another store of this process has it.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new JobLock(channel)) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
