package dev.tocsin.function.plan;

import dev.tocsin.function.request.TriggeredRequest;
import org.jspecify.annotations.Nullable;

/** The body of {@code /plan}. */
public final class PlanRequest extends TriggeredRequest {
  @Nullable String shards;
  @Nullable String points;

  /** Into how many parts to split it. */
  public void setShards(@Nullable String shards) {
    this.shards = shards;
  }

  /** Which points to score, as {@code /score} takes it. */
  public void setPoints(@Nullable String points) {
    this.points = points;
  }
}
