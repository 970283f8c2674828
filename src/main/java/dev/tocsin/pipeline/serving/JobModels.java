package dev.tocsin.pipeline.serving;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.store.ModelStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The models that serve, one slot a job, kept in step with the store.
 *
 * <p>Another process may publish a job's next model: each lease looks at the store's pointer, a
 * small file, and loads what is new. Past {@code capacity} jobs the one that was idle longest is
 * unloaded. Thread-safe.
 */
public final class JobModels {
  private final ModelStore store;
  private final int capacity;

  /** In the order of their last use. Guarded by itself, and so is every slot in it. */
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Entry {
    private final ModelSlot slot = new ModelSlot();
    private final ReentrantLock training = new ReentrantLock();

    /** Held while the stored model is loaded: who comes meanwhile waits, and finds it open. */
    private final ReentrantLock loading = new ReentrantLock();

    private String servedId = "";

    /** What the store pointed to when the served model was loaded: another one, if damaged. */
    private String seenPointer = "";
  }

  public JobModels(ModelStore store, int capacity) {
    this.store = store;
    this.capacity = capacity;
  }

  /** The model of the job that serves, if it was made for what the job asks now. */
  public Optional<ModelSlot.Lease> lease(Job job) {
    refresh(job.name());
    Optional<ModelSlot.Lease> lease;
    synchronized (entries) {
      lease = entry(job.name()).slot.lease();
    }
    if (lease.isPresent() && !job.isServedBy(lease.get().model().manifest())) {
      lease.get().close();
      return Optional.empty();
    }
    return lease;
  }

  private void refresh(String job) {
    String pointer = store.currentId(job).orElse("");
    if (!served(job, pointer).isEmpty()) {
      return;
    }
    ReentrantLock loading = loading(job);
    loading.lock();
    try {
      if (served(job, pointer).isEmpty()) {
        load(job, pointer);
      }
    } finally {
      loading.unlock();
    }
  }

  private void load(String job, String pointer) {
    store.current(job).ifPresent(loaded -> serve(ServingModel.open(loaded.detector()), pointer));
  }

  /** The id of the model that serves, if it is what this pointer leads to; else empty. */
  private String served(String job, String pointer) {
    synchronized (entries) {
      Entry entry = entry(job);
      return entry.seenPointer.equals(pointer) ? entry.servedId : "";
    }
  }

  private void serve(ServingModel model, String pointer) {
    synchronized (entries) {
      Entry entry = entry(model.manifest().job());
      if (entry.servedId.equals(model.manifest().id())) {
        model.close(); // another thread was faster
      } else {
        entry.slot.swap(model);
      }
      entry.servedId = model.manifest().id();
      entry.seenPointer = pointer;
    }
  }

  /**
   * Stores a job's new model and lets it serve.
   *
   * @param current what must be current still
   * @throws dev.tocsin.store.StoreException of kind {@code CONFLICT} if another version is
   */
  public void publish(Detector detector, Optional<String> current) {
    ServingModel model = ServingModel.open(detector);
    try {
      storeOnce(detector, current);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    serve(model, detector.manifest().id());
  }

  /** An id stands for its contents: the same fit again, for an event that came twice, is there. */
  private void storeOnce(Detector detector, Optional<String> current) {
    Manifest manifest = detector.manifest();
    if (current.equals(Optional.of(manifest.id()))) {
      return;
    }
    if (store.versions(manifest.job()).contains(manifest.id())) {
      store.promote(manifest.job(), manifest.id(), current.orElse(null));
    } else {
      store.publish(detector, current.orElse(null));
    }
  }

  private ReentrantLock loading(String job) {
    synchronized (entries) {
      return entry(job).loading;
    }
  }

  /** The lock that the one who trains the job holds. */
  public ReentrantLock training(Job job) {
    synchronized (entries) {
      return entry(job.name()).training;
    }
  }

  private Entry entry(String job) {
    Entry known = entries.get(job);
    if (known != null) {
      return known;
    }
    Entry entry = new Entry();
    entries.put(job, entry);
    unloadIdle(job);
    return entry;
  }

  private void unloadIdle(String newest) {
    Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
    while (entries.size() > capacity && oldest.hasNext()) {
      Map.Entry<String, Entry> candidate = oldest.next();
      if (!candidate.getKey().equals(newest) && !candidate.getValue().training.isLocked()) {
        oldest.remove();
        candidate.getValue().slot.retire();
      }
    }
  }

  /**
   * Closes every model once nobody uses it any more.
   *
   * @return whether all were closed in time
   */
  public boolean drain(Duration patience) throws InterruptedException {
    List<Entry> all;
    synchronized (entries) {
      all = new ArrayList<>(entries.values());
    }
    boolean closed = true;
    for (Entry entry : all) {
      closed &= entry.slot.drain(patience);
    }
    return closed;
  }
}
