package dev.tocsin.function.versions;

import dev.tocsin.function.request.RequestBody;
import org.jspecify.annotations.Nullable;

/** The body of {@code /models} and {@code /cancel}. */
public class JobRequest extends RequestBody {
  @Nullable String job;

  /** The name of a configured job. */
  public final void setJob(@Nullable String job) {
    this.job = job;
  }
}
