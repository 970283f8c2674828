package dev.tocsin.function.request;

import org.jspecify.annotations.Nullable;

/**
 * A body that a trigger may bring: of a configured job, and of a time, which is the event's where
 * the body does not say one itself.
 */
public abstract class TriggeredRequest extends RequestBody {
  private @Nullable String job;
  private @Nullable String end;

  /** The name of a configured job. */
  public final @Nullable String job() {
    return job;
  }

  /** The name of a configured job. */
  public final void setJob(@Nullable String job) {
    this.job = job;
  }

  /** The time it is about: RFC 3339 or epoch seconds; now if absent. */
  public final @Nullable String end() {
    return end;
  }

  /** The time it is about: RFC 3339 or epoch seconds; now if absent. */
  public final void setEnd(@Nullable String end) {
    this.end = end;
  }
}
