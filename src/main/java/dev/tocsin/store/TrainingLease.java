package dev.tocsin.store;

import java.time.Duration;
import java.time.Instant;

/**
 * The right to train a job. Confined to one thread.
 *
 * <p>It spares work; what keeps two trainings apart in the end is that {@link ModelStore#publish}
 * compares the current version.
 */
public interface TrainingLease extends AutoCloseable {
  /**
   * Lets the lease last {@code length} from now on.
   *
   * @return false if it was revoked or another owner took it over: stop
   * @throws StoreException of kind {@code IO}
   */
  boolean renew(Instant now, Duration length);

  /** Gives the lease back, if it is still ours. Ending it again does nothing. */
  @Override
  void close();
}
