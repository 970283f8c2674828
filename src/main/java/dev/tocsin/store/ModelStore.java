package dev.tocsin.store;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the detectors of jobs, several versions of each. Thread-safe.
 *
 * <p>What is asked of an implementation fits an object store too: a version is immutable and put
 * once, the pointer to the current one is put if it still is what the caller saw, and so is the
 * lease. No implementation reads a clock.
 *
 * <p>Names of jobs and ids of detectors match {@code [a-z0-9][a-z0-9-]{0,63}}. Every method throws
 * {@link StoreException} of kind {@code BAD_NAME} if not, and of kind {@code IO} if the store
 * cannot be reached.
 */
public interface ModelStore {
  /**
   * Stores a detector under its manifest's job and id, makes it the job's current one, and drops
   * versions beyond those that are kept. All of it, or nothing: a reader never sees a part.
   *
   * @param expected the version that must be current still, null if there must be none: what the
   *     caller made its decision against
   * @throws StoreException of kind {@code CONFLICT} if another version is current, {@code
   *     ALREADY_EXISTS} if the id is taken; nothing is changed then
   */
  void publish(Detector detector, @Nullable String expected);

  /**
   * Makes a stored version the job's current one.
   *
   * @param expected the version that must be current still, null if there must be none
   * @throws StoreException of kind {@code NOT_FOUND} or {@code DAMAGED} if that version cannot
   *     serve, {@code CONFLICT} if another version is current; nothing is changed then
   */
  void promote(String job, String id, @Nullable String expected);

  /**
   * The job's current detector, or the newest one that is whole if the current one is damaged.
   *
   * @return empty if the job has no version at all
   * @throws StoreException of kind {@code DAMAGED} if there are versions, and none is whole
   */
  Optional<Loaded> current(String job);

  /**
   * The id of the job's current version, whole or not. Cheap: asked before every score, so that a
   * version another process published is served at once.
   */
  Optional<String> currentId(String job);

  /**
   * A version of a job's detector.
   *
   * @throws StoreException of kind {@code NOT_FOUND} or {@code DAMAGED}
   */
  Detector load(String job, String id);

  /**
   * The manifest of a version. Its digest is checked, those of the other files are not.
   *
   * @throws StoreException of kind {@code NOT_FOUND} or {@code DAMAGED}
   */
  Manifest manifest(String job, String id);

  /** The ids of a job's versions, damaged ones included, newest first. */
  List<String> versions(String job);

  /**
   * The right to train a job, which one process at a time has.
   *
   * @param owner who asks
   * @param now the time; leases of others that ended before it do not count
   * @param length how long the lease lasts, unless it is renewed
   * @return empty if another owner has it
   */
  Optional<TrainingLease> lease(String job, Owner owner, Instant now, Duration length);

  /**
   * Takes the lease from whoever has it; the owner is told when it renews.
   *
   * @return whether anybody had it
   */
  boolean revoke(String job);

  /**
   * A process.
   *
   * @param machine where it runs: the same text for all that share a kernel
   * @param process which it is among those there, for people
   */
  record Owner(String machine, String process) {}

  /**
   * What {@link #current} found.
   *
   * @param detector the one to serve
   * @param damage what was damaged and so passed over; empty if all is well
   */
  record Loaded(Detector detector, List<String> damage) {
    /** Copies the list. */
    public Loaded {
      damage = List.copyOf(damage);
    }
  }
}
