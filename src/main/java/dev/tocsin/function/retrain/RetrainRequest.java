package dev.tocsin.function.retrain;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /retrain}. A bean of text fields, so that what is wrong with one can be said
 * in our own words.
 */
public final class RetrainRequest {
  @Nullable String job;
  @Nullable String end;
  @Nullable String force;

  /** Fields that mean nothing here, so that a typing error does not pass unnoticed. */
  final Set<String> unknown = new TreeSet<>();

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

  /** Takes note of a field that is not one of the above. */
  @JsonAnySetter
  public void setUnknown(String name, @Nullable Object value) {
    unknown.add(name);
  }
}
