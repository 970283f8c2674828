package dev.tocsin.store;

import dev.tocsin.model.Detector;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store that keeps the current detector of each of the last few jobs in memory, and nothing else.
 * Thread-safe.
 */
public final class MemoryModelStore implements ModelStore {
  private final int jobs;

  /** In the order of their last use. Guarded by itself. */
  private final Map<String, Detector> current = new LinkedHashMap<>(16, 0.75f, true);

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
  public void publish(Detector detector) {
    synchronized (current) {
      current.put(detector.manifest().job(), detector);
      if (current.size() > jobs) {
        Iterator<String> oldest = current.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
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
    return find(job)
        .filter(detector -> detector.manifest().id().equals(id))
        .orElseThrow(
            () ->
                new StoreException(
                    StoreException.Kind.NOT_FOUND,
                    "no version " + id + " of job " + job + ", expected one of " + versions(job)));
  }

  @Override
  public List<String> versions(String job) {
    return currentId(job).map(List::of).orElse(List.of());
  }

  private Optional<Detector> find(String job) {
    synchronized (current) {
      return Optional.ofNullable(current.get(job));
    }
  }
}
