package dev.tocsin.store;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps the current detector of each of the last few jobs in memory, and nothing else.
 * Thread-safe.
 */
public final class MemoryModelStore implements ModelStore {
  private final int jobs;

  /** In the order of their last use. Guarded by itself. */
  private final Map<String, Detector> current = new LinkedHashMap<>(16, 0.75f, true);

  /** Of the jobs in training. Guarded by itself. */
  private final Map<String, Lease> leases = new HashMap<>();

  /**
   * A store.
   *
   * @param jobs how many jobs are kept, at least 1; past it the one unused for longest goes
   */
  public MemoryModelStore(int jobs) {
    if (jobs < 1) {
      throw new IllegalArgumentException(jobs + " jobs kept, expected at least 1");
    }
    this.jobs = jobs;
  }

  @Override
  public void publish(Detector detector, @Nullable String expected) {
    String job = detector.manifest().job();
    String id = StoreName.checked("id", detector.manifest().id());
    synchronized (current) {
      if (currentId(job).equals(Optional.of(id))) {
        throw StoreException.alreadyExists(job, id);
      }
      requireCurrent(job, expected);
      current.put(job, detector);
      if (current.size() > jobs) {
        Iterator<String> oldest = current.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  @Override
  public void promote(String job, String id, @Nullable String expected) {
    synchronized (current) {
      load(job, id);
      requireCurrent(job, expected);
    }
  }

  private void requireCurrent(String job, @Nullable String expected) {
    Optional<String> met = currentId(job);
    if (!met.equals(Optional.ofNullable(expected))) {
      throw StoreException.conflict(job, expected, met.orElse(null));
    }
  }

  @Override
  public Optional<Loaded> current(String job) {
    return find(job).map(detector -> new Loaded(detector, List.of()));
  }

  @Override
  public Optional<String> currentId(String job) {
    return find(job).map(detector -> detector.manifest().id());
  }

  @Override
  public Detector load(String job, String id) {
    StoreName.checked("id", id);
    return find(job)
        .filter(detector -> detector.manifest().id().equals(id))
        .orElseThrow(() -> StoreException.notFound(job, id, versions(job)));
  }

  @Override
  public Manifest manifest(String job, String id) {
    return load(job, id).manifest();
  }

  @Override
  public List<String> versions(String job) {
    return currentId(job).map(List::of).orElse(List.of());
  }

  private Optional<Detector> find(String job) {
    synchronized (current) {
      return Optional.ofNullable(current.get(StoreName.checked("job", job)));
    }
  }

  @Override
  public Optional<TrainingLease> lease(String job, Owner owner, Instant now, Duration length) {
    synchronized (leases) {
      Lease met = leases.get(StoreName.checked("job", job));
      if (met != null && met.until.isAfter(now)) {
        return Optional.empty();
      }
      Lease lease = new Lease(job, now.plus(length));
      leases.put(job, lease);
      return Optional.of(lease);
    }
  }

  @Override
  public boolean revoke(String job) {
    synchronized (leases) {
      return leases.remove(StoreName.checked("job", job)) != null;
    }
  }

  private final class Lease implements TrainingLease {
    private final String job;
    private Instant until;

    private Lease(String job, Instant until) {
      this.job = job;
      this.until = until;
    }

    @Override
    public boolean renew(Instant now, Duration length) {
      synchronized (leases) {
        until = now.plus(length);
        return leases.get(job) == this;
      }
    }

    @Override
    public void close() {
      synchronized (leases) {
        leases.remove(job, this);
      }
    }
  }
}
