package dev.tocsin.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The leases this process has. Thread-safe.
 *
 * <p>A lease is a record in the job's folder, which ends at its time, and a lock on a file beside
 * it, which the operating system drops when the process dies. Who finds a record of its own machine
 * and gets the lock knows that the owner is dead, and takes over at once; the record of another
 * machine is waited for until it ends, because not every file system shares locks.
 */
final class FileLeases {
  private static final String RECORD = "lease";

  /** Folders this process has the lease of: POSIX would drop a lock that is tried for again. */
  private final Set<Path> held = new HashSet<>();

  Optional<TrainingLease> take(
      JobFolder folder, ModelStore.Owner owner, Instant now, Duration length) throws IOException {
    synchronized (held) {
      if (held.contains(folder.path())) {
        return Optional.empty();
      }
      folder.create();
      Optional<JobLock> alive = JobLock.tryTake(folder.file(".lease-lock"));
      if (alive.isEmpty()) {
        return Optional.empty();
      }
      Lease lease = new Lease(folder, owner, alive.get());
      try {
        if (lease.take(now, length)) {
          held.add(folder.path());
          return Optional.of(lease);
        }
      } finally {
        if (!held.contains(folder.path())) {
          alive.get().close();
        }
      }
      return Optional.empty();
    }
  }

  static boolean revoke(JobFolder folder) throws IOException {
    Path record = folder.file(RECORD);
    boolean any = Files.exists(record);
    if (any) {
      folder.locked(() -> Files.deleteIfExists(record));
    }
    return any;
  }

  private final class Lease implements TrainingLease {
    private final JobFolder folder;
    private final ModelStore.Owner owner;
    private final JobLock alive;
    private final String token = UUID.randomUUID().toString();
    private boolean ours;
    private boolean ended;

    private Lease(JobFolder folder, ModelStore.Owner owner, JobLock alive) {
      this.folder = folder;
      this.owner = owner;
      this.alive = alive;
    }

    private boolean take(Instant now, Duration length) throws IOException {
      folder.locked(
          () -> {
            ours = LeaseRecord.in(folder).filter(met -> mayLive(met, now)).isEmpty();
            if (ours) {
              write(now.plus(length));
            }
          });
      return ours;
    }

    /** Whether an owner may be training still, though we have got the lock it would hold. */
    private boolean mayLive(LeaseRecord met, Instant now) {
      return !met.owner().machine().equals(owner.machine()) && met.until().isAfter(now);
    }

    private void write(Instant until) throws IOException {
      byte[] text =
          new LeaseRecord(token, owner, until).text().getBytes(StandardCharsets.ISO_8859_1);
      folder.replace(RECORD, out -> out.write(text));
    }

    private boolean isRecorded() throws IOException {
      return LeaseRecord.in(folder).filter(met -> met.token().equals(token)).isPresent();
    }

    @Override
    public boolean renew(Instant now, Duration length) {
      try {
        folder.locked(
            () -> {
              ours = ours && !ended && isRecorded();
              if (ours) {
                write(now.plus(length));
              }
            });
        return ours;
      } catch (IOException e) {
        throw StoreException.failed("renew a lease", e);
      }
    }

    private void forget() throws IOException {
      if (isRecorded()) {
        Files.delete(folder.file(RECORD));
      }
    }

    @Override
    public void close() {
      synchronized (held) {
        if (ended) {
          return;
        }
        ended = true;
        held.remove(folder.path());
        try {
          try {
            folder.locked(this::forget);
          } finally {
            alive.close();
          }
        } catch (IOException e) {
          throw StoreException.failed("end a lease", e);
        }
      }
    }
  }
}
