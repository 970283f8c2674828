package dev.tocsin.function.retrain;

import dev.tocsin.function.request.TriggeredRequest;
import org.jspecify.annotations.Nullable;

/** The body of {@code /retrain}. */
public final class RetrainRequest extends TriggeredRequest {
  @Nullable String force;

  /** {@code true}: the new model serves whatever it does; {@code false} if absent. */
  public void setForce(@Nullable String force) {
    this.force = force;
  }
}
