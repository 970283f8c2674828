package dev.tocsin.store;

import dev.tocsin.model.Detector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A store in the file system:
 *
 * <pre>
 * root/job/versions/id/   a version, see {@link VersionFolder}
 * root/job/current        the id of the current version, and a newline
 * root/job/.tmp-…         what is being written, or was when the process died
 * </pre>
 *
 * <p>Everything is written aside, forced to the disk, renamed into place, and the folder forced
 * too: a crash at any instant leaves the old state or the new one.
 */
public final class FileModelStore implements ModelStore {
  private static final System.Logger LOG = System.getLogger(FileModelStore.class.getName());
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final String TEMPORARY = ".tmp-";

  /** Nobody takes longer to write a version; measured by the file system's own clock. */
  private static final Duration STALE_AFTER = Duration.ofHours(1);

  private final Path root;
  private final int keptVersions;

  /**
   * A store.
   *
   * @param root the folder, made when something is first published
   * @param keptVersions how many versions of a job are kept, at least 1
   * @throws IllegalArgumentException if fewer than one is to be kept
   */
  public FileModelStore(Path root, int keptVersions) {
    if (keptVersions < 1) {
      throw new IllegalArgumentException(keptVersions + " versions kept, expected at least 1");
    }
    this.root = root;
    this.keptVersions = keptVersions;
  }

  @Override
  public synchronized void publish(Detector detector) {
    Path job = folder(detector.manifest().job());
    Path version = version(detector.manifest().job(), detector.manifest().id());
    try {
      Files.createDirectories(version.resolveSibling(""));
      if (Files.exists(version, LinkOption.NOFOLLOW_LINKS)) {
        throw new StoreException(
            StoreException.Kind.ALREADY_EXISTS,
            "version "
                + detector.manifest().id()
                + " of job "
                + detector.manifest().job()
                + " exists, expected a new id");
      }
      install(detector, job, version);
      point(job, detector.manifest().id());
    } catch (IOException e) {
      throw failed("publish version " + detector.manifest().id(), e);
    }
    tidy(detector.manifest().job(), detector.manifest().id());
  }

  private static void install(Detector detector, Path job, Path version) throws IOException {
    Path temporary = Files.createDirectory(temporary(job));
    try {
      VersionFolder.write(temporary, detector);
      DurableFiles.rename(temporary, version);
      DurableFiles.sync(job);
    } catch (IOException | RuntimeException e) {
      discard(temporary, e);
      throw e;
    }
  }

  private static void point(Path job, String id) throws IOException {
    Path temporary = temporary(job);
    try {
      byte[] line = (id + "\n").getBytes(StandardCharsets.US_ASCII);
      DurableFiles.write(temporary, out -> out.write(line));
      DurableFiles.rename(temporary, job.resolve("current"));
    } catch (IOException e) {
      discard(temporary, e);
      throw e;
    }
  }

  private static Path temporary(Path job) {
    return job.resolve(TEMPORARY + UUID.randomUUID());
  }

  private static void discard(Path temporary, Exception cause) {
    try {
      DurableFiles.deleteAll(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Drops old versions and stale temporary files. The detector is published: no failure matters.
   */
  private void tidy(String job, String current) {
    try {
      List<String> ids = versions(job);
      for (String id : ids.subList(Math.min(ids.size(), keptVersions), ids.size())) {
        if (!id.equals(current)) {
          DurableFiles.deleteAll(version(job, id));
        }
      }
      Path pointer = folder(job).resolve("current");
      dropStale(folder(job), Files.getLastModifiedTime(pointer));
    } catch (IOException | StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot tidy up the versions of job " + job, e);
    }
  }

  private static void dropStale(Path job, FileTime now) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(job, TEMPORARY + "*")) {
      for (Path temporary : found) {
        FileTime written = Files.getLastModifiedTime(temporary, LinkOption.NOFOLLOW_LINKS);
        if (now.toMillis() - written.toMillis() > STALE_AFTER.toMillis()) {
          DurableFiles.deleteAll(temporary);
        }
      }
    }
  }

  @Override
  public Optional<Loaded> current(String job) {
    List<String> damage = new ArrayList<>();
    for (String id : candidates(job, damage)) {
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
  private List<String> candidates(String job, List<String> damage) {
    List<String> ids = new ArrayList<>(versions(job));
    Optional<String> current = currentId(job);
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
      String id = Files.readString(folder(job).resolve("current"), StandardCharsets.ISO_8859_1);
      return Optional.of(id.strip()).filter(FileModelStore::isName);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read the current version of job " + job, e);
    }
  }

  @Override
  public Detector load(String job, String id) {
    Path version = version(job, id);
    if (!Files.isDirectory(version, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException(
          StoreException.Kind.NOT_FOUND,
          "no version " + id + " of job " + job + ", expected one of " + versions(job));
    }
    try {
      return checked(VersionFolder.read(version), job, id);
    } catch (IOException e) {
      throw failed("read version " + id + " of job " + job, e);
    }
  }

  private static Detector checked(Detector detector, String job, String id) {
    if (!detector.manifest().job().equals(job) || !detector.manifest().id().equals(id)) {
      throw new StoreException(
          StoreException.Kind.DAMAGED,
          "version "
              + id
              + " of job "
              + job
              + " is damaged: its manifest is of version "
              + detector.manifest().id()
              + " of job "
              + detector.manifest().job());
    }
    return detector;
  }

  @Override
  public List<String> versions(String job) {
    record Version(String id, long written) {}
    List<Version> found = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(folder(job).resolve("versions"))) {
      for (Path folder : folders) {
        String id = String.valueOf(folder.getFileName());
        if (isName(id) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          found.add(new Version(id, Files.getLastModifiedTime(folder).toMillis()));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("list the versions of job " + job, e);
    }
    // Ids begin with the time of training, so that they break the tie of one instant.
    found.sort(Comparator.comparingLong(Version::written).thenComparing(Version::id).reversed());
    return found.stream().map(Version::id).toList();
  }

  private Path folder(String job) {
    return root.resolve(checked("job", job));
  }

  private Path version(String job, String id) {
    return folder(job).resolve("versions").resolve(checked("id", id));
  }

  private static String checked(String what, String name) {
    if (!isName(name)) {
      String met = name.length() > 80 ? name.substring(0, 80) + "…" : name;
      throw new StoreException(
          StoreException.Kind.BAD_NAME,
          what + " '" + met.replaceAll("\\p{Cntrl}", "?") + "', expected " + NAME.pattern());
    }
    return name;
  }

  private static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static StoreException failed(String what, IOException e) {
    return new StoreException(
        StoreException.Kind.IO,
        "cannot " + what + ": " + e + "; the store must be readable, writable and have room",
        e);
  }
}
