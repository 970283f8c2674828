package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Progress;
import dev.tocsin.series.SourceException;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.TrainingLease;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a training that was cancelled, here or in another process, and keeps its lease alive. All
 * but {@link #cancel} is confined to the training's thread.
 *
 * <p>A fit reports, and is ended then; a read does not, and is interrupted.
 */
final class Watch implements Progress {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());

  /** Longer than the longest stage that does not report; a dead owner here is known at once. */
  static final Duration LEASE = Duration.ofMinutes(10);

  /** How soon a lease that was revoked is noticed. */
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  private final Progress progress;
  private final TrainingLease lease;
  private final InstantSource clock;
  private Instant renewAt;
  private volatile boolean cancelled;

  /** The training's thread while it may be interrupted. Guarded by this. */
  private @Nullable Thread reading;

  Watch(Progress progress, TrainingLease lease, InstantSource clock) {
    this.progress = progress;
    this.lease = lease;
    this.clock = clock;
    this.renewAt = clock.instant().plus(RENEWED_EVERY);
  }

  /** Ends the training: at once if it reads, else the next time it reports. */
  synchronized void cancel() {
    cancelled = true;
    if (reading != null) {
      reading.interrupt();
    }
  }

  /**
   * Reads, which may last, while another thread keeps the lease alive.
   *
   * @throws CancellationException if the training was ended meanwhile
   */
  <T> T reading(Supplier<T> read) {
    check();
    Thread keeper = new Thread(this::keep, "tocsin-retrain-lease");
    keeper.setDaemon(true);
    begin();
    keeper.start();
    try {
      T result = read.get();
      end();
      check();
      return result;
    } catch (SourceException e) {
      end();
      check();
      throw e;
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    reading = Thread.currentThread();
  }

  /** From now on nobody interrupts the training; if somebody did, that is dealt with. */
  private synchronized void end() {
    if (reading != null) {
      reading = null;
      if (cancelled) {
        Thread.interrupted();
      }
    }
    notifyAll();
  }

  /** Renews the lease until the read ends; a lease that was revoked ends the read. */
  private synchronized void keep() {
    try {
      while (reading != null && !cancelled) {
        wait(RENEWED_EVERY.toMillis());
        if (reading != null && !lease.renew(clock.instant(), LEASE)) {
          cancel();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "cannot renew the lease of a training: {0}", e.getMessage());
    }
  }

  @Override
  public void report(Step step) {
    if (cancelled) {
      throw new CancellationException("cancelled");
    }
    Instant now = clock.instant();
    if (!now.isBefore(renewAt)) {
      renew(now);
    }
    progress.report(step);
  }

  /** Throws if the training is to end, whenever it last asked. */
  void check() {
    if (cancelled) {
      throw new CancellationException("cancelled");
    }
    renew(clock.instant());
  }

  private void renew(Instant now) {
    if (!lease.renew(now, LEASE)) {
      throw new CancellationException("its lease was revoked");
    }
    renewAt = now.plus(RENEWED_EVERY);
  }
}
