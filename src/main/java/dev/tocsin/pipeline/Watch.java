package dev.tocsin.pipeline;

import dev.tocsin.model.Progress;
import dev.tocsin.store.TrainingLease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;

/**
 * Ends a training that was cancelled, here or in another process, and keeps its lease alive. All
 * but {@link #cancel} is confined to the training's thread.
 */
final class Watch implements Progress {
  /** Longer than the longest stage that does not report; a dead owner here is known at once. */
  static final Duration LEASE = Duration.ofMinutes(10);

  /** How soon a lease that was revoked is noticed. */
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  private final Progress progress;
  private final TrainingLease lease;
  private final InstantSource clock;
  private Instant renewAt;
  private volatile boolean cancelled;

  Watch(Progress progress, TrainingLease lease, InstantSource clock) {
    this.progress = progress;
    this.lease = lease;
    this.clock = clock;
    this.renewAt = clock.instant().plus(RENEWED_EVERY);
  }

  /** Ends the training the next time it reports. */
  void cancel() {
    cancelled = true;
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
