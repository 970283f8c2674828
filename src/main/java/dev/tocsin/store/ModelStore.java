package dev.tocsin.store;

import dev.tocsin.model.Detector;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the detectors of jobs, several versions of each. Thread-safe.
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
   * @throws StoreException of kind {@code ALREADY_EXISTS} if the id is taken
   */
  void publish(Detector detector);

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

  /** The ids of a job's versions, damaged ones included, newest first. */
  List<String> versions(String job);

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
