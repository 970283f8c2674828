package dev.tocsin.function.versions;

import org.jspecify.annotations.Nullable;

/** The body of {@code /rollback}. */
public final class VersionRequest extends JobRequest {
  @Nullable String version;

  /** The version to roll back to. */
  public void setVersion(@Nullable String version) {
    this.version = version;
  }
}
