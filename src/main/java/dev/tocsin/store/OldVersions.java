package dev.tocsin.store;

import dev.tocsin.model.Manifest;
import dev.tocsin.model.Promotion;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which versions of a job go when a new one has come. */
final class OldVersions {
  private OldVersions() {}

  /**
   * Drops all but the newest versions; the current one stays whatever its age. The folder is
   * locked.
   *
   * @param keptVersions how many stay
   */
  static void drop(JobFolder folder, int keptVersions) throws IOException {
    Optional<String> current = folder.currentId();
    Set<String> joined = new HashSet<>();
    int kept = 0;
    for (String id : folder.versions()) {
      boolean isOld = kept >= keptVersions || isContained(folder, id, joined);
      if (isOld && !current.equals(Optional.of(id))) {
        folder.drop(id);
      } else {
        kept++;
      }
    }
  }

  /**
   * Whether a newer version has all that one of {@link Promotion.Decision#JOINED} has: each joins
   * more series to the same fit, and would push real fits out of those that are kept.
   *
   * @param joined the fits that newer versions joined
   */
  private static boolean isContained(JobFolder folder, String id, Set<String> joined)
      throws IOException {
    try {
      Manifest manifest = VersionFolder.manifest(folder.version(id));
      return manifest.promotion().decision() == Promotion.Decision.JOINED
          && !joined.add(manifest.fitId());
    } catch (StoreException e) {
      return false; // damaged: its age alone counts
    }
  }
}
