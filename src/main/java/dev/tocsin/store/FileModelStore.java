package dev.tocsin.store;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store in the file system:
 *
 * <pre>
 * root/job/versions/id/   a version, see {@link VersionFolder}
 * root/job/current        the id of the current version, and a newline
 * root/job/lease          who trains the job, see {@link FileLeases}
 * root/job/.lock          locked while {@code current} is compared and set
 * root/job/.tmp-…         what is being written, or was when the process died
 * </pre>
 *
 * <p>Everything is written aside, forced to the disk, renamed into place, and the folder forced
 * too: a crash at any instant leaves the old state or the new one. Processes may share the folder;
 * a process opens it once.
 */
public final class FileModelStore implements ModelStore {
  private static final System.Logger LOG = System.getLogger(FileModelStore.class.getName());

  /** Nobody takes longer to write a version. */
  private static final Duration STALE_AFTER = Duration.ofHours(1);

  /** How often a version may be dropped while it is looked for, by a process that publishes. */
  private static final int MOST_CHANGES = 10;

  private final Path root;
  private final int keptVersions;
  private final Duration staleAfter;
  private final FileLeases leases = new FileLeases();
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * A store.
   *
   * @param root the folder, made when something is first published
   * @param keptVersions how many versions of a job are kept, at least 1
   * @throws IllegalArgumentException if fewer than one is to be kept
   */
  public FileModelStore(Path root, int keptVersions) {
    this(root, keptVersions, STALE_AFTER);
  }

  /**
   * A store.
   *
   * @param staleAfter the age at which what was being written is given up: its process died
   * @throws IllegalArgumentException if fewer than one is to be kept
   */
  public FileModelStore(Path root, int keptVersions, Duration staleAfter) {
    if (keptVersions < 1) {
      throw new IllegalArgumentException(keptVersions + " versions kept, expected at least 1");
    }
    this.root = root;
    this.keptVersions = keptVersions;
    this.staleAfter = staleAfter;
  }

  private JobFolder folder(String job) {
    return new JobFolder(root, job, lock);
  }

  @Override
  public void publish(Detector detector, @Nullable String expected) {
    String job = detector.manifest().job();
    String id = detector.manifest().id();
    JobFolder folder = folder(job);
    try {
      if (folder.has(id)) {
        throw StoreException.alreadyExists(job, id);
      }
      requireCurrent(job, folder, expected);
      folder.create();
      folder.install(detector);
      try {
        compareAndPoint(job, folder, id, expected);
      } catch (IOException | RuntimeException e) {
        withdraw(folder, id, e);
        throw e;
      }
    } catch (IOException e) {
      throw StoreException.failed("publish version " + id, e);
    }
    tidy(job, folder);
  }

  @Override
  public void promote(String job, String id, @Nullable String expected) {
    load(job, id);
    JobFolder folder = folder(job);
    try {
      compareAndPoint(job, folder, id, expected);
    } catch (IOException e) {
      throw StoreException.failed("promote version " + id, e);
    }
    tidy(job, folder);
  }

  private static void compareAndPoint(
      String job, JobFolder folder, String id, @Nullable String expected) throws IOException {
    folder.locked(
        () -> {
          requireCurrent(job, folder, expected);
          if (!folder.has(id)) { // another process has just tidied it away
            throw StoreException.notFound(job, id, folder.versions());
          }
          folder.point(id);
        });
  }

  private static void requireCurrent(String job, JobFolder folder, @Nullable String expected)
      throws IOException {
    Optional<String> current = folder.currentId();
    if (!current.equals(Optional.ofNullable(expected))) {
      throw StoreException.conflict(job, expected, current.orElse(null));
    }
  }

  /** Drops a version that did not become current. */
  private static void withdraw(JobFolder folder, String id, Exception cause) {
    try {
      if (!folder.currentId().equals(Optional.of(id))) {
        folder.drop(id);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Drops old versions and stale temporary files. The pointer is set: no failure matters. */
  private void tidy(String job, JobFolder folder) {
    try {
      folder.locked(() -> OldVersions.drop(folder, keptVersions));
      folder.dropStale(staleAfter);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot tidy up the versions of job " + job, e);
    }
  }

  @Override
  public Optional<Loaded> current(String job) {
    Optional<String> pointed = currentId(job);
    for (int change = 0; change < MOST_CHANGES; change++) {
      try {
        return current(job, pointed);
      } catch (StoreException e) {
        Optional<String> now = currentId(job);
        if (now.equals(pointed)) {
          throw e;
        }
        pointed = now; // what was looked for has been dropped by the process that set it
      }
    }
    return current(job, pointed);
  }

  private Optional<Loaded> current(String job, Optional<String> pointed) {
    List<String> damage = new ArrayList<>();
    for (String id : candidates(job, pointed, damage)) {
      try {
        Detector detector = load(job, id);
        damage.forEach(message -> LOG.log(System.Logger.Level.ERROR, message));
        return Optional.of(new Loaded(detector, damage));
      } catch (StoreException e) {
        damage.add("job " + job + ": " + e.getMessage());
      }
    }
    if (damage.isEmpty()) {
      return Optional.empty();
    }
    throw new StoreException(
        StoreException.Kind.DAMAGED,
        "no version is whole, expected at least one; retrain. " + String.join("; ", damage));
  }

  /** The current version, then all others, newest first. */
  private List<String> candidates(String job, Optional<String> current, List<String> damage) {
    List<String> ids = new ArrayList<>(versions(job));
    if (current.isPresent() && ids.remove(current.get())) {
      ids.add(0, current.get());
    } else if (!ids.isEmpty()) {
      damage.add(
          "job "
              + job
              + ": current points to "
              + current.orElse("nothing")
              + ", expected one of "
              + ids);
    }
    return ids;
  }

  @Override
  public Optional<String> currentId(String job) {
    try {
      return folder(job).currentId();
    } catch (IOException e) {
      throw StoreException.failed("read the current version of job " + job, e);
    }
  }

  @Override
  public Detector load(String job, String id) {
    try {
      Detector detector = VersionFolder.read(existing(job, id));
      checkName(detector.manifest(), job, id);
      return detector;
    } catch (IOException e) {
      throw StoreException.failed("read version " + id + " of job " + job, e);
    }
  }

  @Override
  public Manifest manifest(String job, String id) {
    try {
      Manifest manifest = VersionFolder.manifest(existing(job, id));
      checkName(manifest, job, id);
      return manifest;
    } catch (IOException e) {
      throw StoreException.failed("read version " + id + " of job " + job, e);
    }
  }

  private Path existing(String job, String id) {
    Path version = folder(job).version(id);
    if (!Files.isDirectory(version, LinkOption.NOFOLLOW_LINKS)) {
      throw StoreException.notFound(job, id, versions(job));
    }
    return version;
  }

  private static void checkName(Manifest manifest, String job, String id) {
    if (!manifest.job().equals(job) || !manifest.id().equals(id)) {
      throw new StoreException(
          StoreException.Kind.DAMAGED,
          "version %s of job %s is damaged: its manifest is of version %s of job %s"
              .formatted(id, job, manifest.id(), manifest.job()));
    }
  }

  @Override
  public List<String> versions(String job) {
    try {
      return folder(job).versions();
    } catch (IOException e) {
      throw StoreException.failed("list the versions of job " + job, e);
    }
  }

  @Override
  public Optional<TrainingLease> lease(String job, Owner owner, Instant now, Duration length) {
    try {
      return leases.take(folder(job), owner, now, length);
    } catch (IOException e) {
      throw StoreException.failed("lease job " + job, e);
    }
  }

  @Override
  public boolean revoke(String job) {
    try {
      return FileLeases.revoke(folder(job));
    } catch (IOException e) {
      throw StoreException.failed("revoke the lease of job " + job, e);
    }
  }
}
