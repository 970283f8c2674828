package dev.tocsin.function.versions;

import dev.tocsin.function.request.RequestBody;
import org.jspecify.annotations.Nullable;

/** The body of {@code /models}, {@code /cancel} and {@code /rollback}. */
public final class VersionRequest extends RequestBody {
  @Nullable String job;
  @Nullable String version;

  /** The name of a configured job. */
  public void setJob(@Nullable String job) {
    this.job = job;
  }

  /** The version to roll back to. */
  public void setVersion(@Nullable String version) {
    this.version = version;
  }
}
