package dev.tocsin.testing;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.ModelStore;
import dev.tocsin.store.TrainingLease;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that is mounted for reading alone, as a function that scores may have it. */
public record ReadOnlyStore(ModelStore store) implements ModelStore {
  @Override
  public void publish(Detector detector, @Nullable String expected) {
    // What a real store says whose folder cannot be made: a file is in the way.
    Path file = Path.of(System.getProperty("java.home"), "release");
    new FileModelStore(file, 1).publish(detector, null);
  }

  @Override
  public void promote(String job, String id, @Nullable String expected) {
    throw new UnsupportedOperationException(id);
  }

  @Override
  public Optional<Loaded> current(String job) {
    return store.current(job);
  }

  @Override
  public Optional<String> currentId(String job) {
    return store.currentId(job);
  }

  @Override
  public Detector load(String job, String id) {
    return store.load(job, id);
  }

  @Override
  public Manifest manifest(String job, String id) {
    return store.manifest(job, id);
  }

  @Override
  public List<String> versions(String job) {
    return store.versions(job);
  }

  @Override
  public Optional<TrainingLease> lease(String job, Owner owner, Instant now, Duration length) {
    return store.lease(job, owner, now, length);
  }

  @Override
  public boolean revoke(String job) {
    return store.revoke(job);
  }
}
