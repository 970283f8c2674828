package dev.tocsin.function.plan;

import dev.tocsin.function.request.RequestBody;
import dev.tocsin.function.request.Triggered;
import org.jspecify.annotations.Nullable;

/** The body of {@code /plan}. */
public final class PlanRequest extends RequestBody implements Triggered {
  @Nullable String job;
  @Nullable String shards;
  @Nullable String end;
  @Nullable String points;

  /** The name of a configured job. */
  public void setJob(@Nullable String job) {
    this.job = job;
  }

  /** Into how many parts to split it. */
  public void setShards(@Nullable String shards) {
    this.shards = shards;
  }

  /** The time to score at: RFC 3339 or epoch seconds; now if absent. */
  public void setEnd(@Nullable String end) {
    this.end = end;
  }

  /** Which points to score, as {@code /score} takes it. */
  public void setPoints(@Nullable String points) {
    this.points = points;
  }
}
