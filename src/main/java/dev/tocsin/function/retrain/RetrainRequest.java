package dev.tocsin.function.retrain;

import dev.tocsin.function.request.RequestBody;
import dev.tocsin.function.request.Triggered;
import org.jspecify.annotations.Nullable;

/** The body of {@code /retrain}. */
public final class RetrainRequest extends RequestBody implements Triggered {
  @Nullable String job;
  @Nullable String end;
  @Nullable String force;

  /** The name of a configured job. */
  public void setJob(@Nullable String job) {
    this.job = job;
  }

  /** The time the history ends at: RFC 3339 or epoch seconds; now if absent. */
  public void setEnd(@Nullable String end) {
    this.end = end;
  }

  /** {@code true}: the new model serves whatever it does; {@code false} if absent. */
  public void setForce(@Nullable String force) {
    this.force = force;
  }
}
