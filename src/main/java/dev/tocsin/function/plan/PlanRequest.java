package dev.tocsin.function.plan;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of {@code /plan}. A bean of text fields, as that of {@code /score} is. */
public final class PlanRequest {
  @Nullable String job;
  @Nullable String shards;
  @Nullable String end;
  @Nullable String points;

  /** Fields that mean nothing here, so that a typing error does not pass unnoticed. */
  final Set<String> unknown = new TreeSet<>();

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

  /** Takes note of a field that is not one of the above. */
  @JsonAnySetter
  public void setUnknown(String name, @Nullable Object value) {
    unknown.add(name);
  }
}
