package dev.tocsin.pipeline.serving;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.store.ModelStore;
import dev.tocsin.store.StoreException;
import java.util.List;
import java.util.Optional;

/** The stored versions of jobs' models. Thread-safe. */
public final class StoredVersions {
  private final ModelStore store;

  public StoredVersions(ModelStore store) {
    this.store = store;
  }

  /** Those of a job's model, newest first. */
  public List<StoredVersion> of(Job job) {
    Optional<String> current = store.currentId(job.name());
    return store.versions(job.name()).stream().map(id -> version(job, id, current)).toList();
  }

  private StoredVersion version(Job job, String id, Optional<String> current) {
    boolean isCurrent = current.equals(Optional.of(id));
    try {
      Manifest manifest = store.manifest(job.name(), id);
      return new StoredVersion(id, isCurrent, Optional.of(manifest), Optional.empty());
    } catch (StoreException e) {
      Optional<String> damage = Optional.of(String.valueOf(e.getMessage()));
      return new StoredVersion(id, isCurrent, Optional.empty(), damage);
    }
  }

  /**
   * Lets a version of the job's model serve.
   *
   * @throws StoreException if there is no such version, or it is damaged
   * @throws VersionMismatchException if it was made for something else than the job asks for now
   */
  public Manifest rollBack(Job job, String version) {
    Optional<String> current = store.currentId(job.name());
    Detector detector = store.load(job.name(), version);
    if (!job.isServedBy(detector.manifest())) {
      throw new VersionMismatchException(job, detector.manifest());
    }
    ServingModel.open(detector).close();
    store.promote(job.name(), version, current.orElse(null));
    return detector.manifest();
  }
}
