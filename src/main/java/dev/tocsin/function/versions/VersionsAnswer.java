package dev.tocsin.function.versions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.serving.StoredVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /models}.
 *
 * @param job the job's name
 * @param versions newest first
 */
public record VersionsAnswer(String job, List<Version> versions) {
  static VersionsAnswer of(String job, List<StoredVersion> versions) {
    return new VersionsAnswer(job, versions.stream().map(Version::of).toList());
  }

  /**
   * A stored version.
   *
   * @param id its id, to roll back to
   * @param current whether the store points to it: it serves, unless it is damaged
   * @param kind its trainer
   * @param trainedAt the time its history ends at
   * @param series how many series are in it
   * @param reason why it was let serve
   * @param damage what is wrong with it; then there is no more to tell
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Version(
      String id,
      boolean current,
      @Nullable String kind,
      @JsonProperty("trained_at") @Nullable Instant trainedAt,
      @Nullable Integer series,
      @Nullable String reason,
      @Nullable String damage) {
    static Version of(StoredVersion version) {
      if (version.manifest().isEmpty()) {
        String damage = version.damage().orElse("damaged");
        return new Version(version.id(), version.isCurrent(), null, null, null, null, damage);
      }
      Manifest manifest = version.manifest().get();
      return new Version(
          version.id(),
          version.isCurrent(),
          manifest.kind(),
          manifest.trainedAt(),
          manifest.fit().series(),
          manifest.promotion().reason(),
          null);
    }
  }
}
