package dev.tocsin.store;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Digest;
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
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder of one job: its versions, the pointer to the current one, and what is in the making.
 */
final class JobFolder {
  private static final String TEMPORARY = ".tmp-";
  private static final String CURRENT = "current";

  private final Path path;
  private final ReentrantLock ours;

  /**
   * The folder of a job; it need not exist.
   *
   * @param ours held by the thread of this process that has the folder's lock
   */
  JobFolder(Path root, String job, ReentrantLock ours) {
    this.path = root.resolve(StoreName.checked("job", job));
    this.ours = ours;
  }

  Path path() {
    return path;
  }

  /** Makes the folder, with the names of all its parents lasting. */
  void create() throws IOException {
    DurableFiles.makeFolders(path.resolve("versions"));
  }

  Path version(String id) {
    return path.resolve("versions").resolve(StoreName.checked("id", id));
  }

  Path file(String name) {
    return path.resolve(name);
  }

  boolean has(String id) {
    return Files.exists(version(id), LinkOption.NOFOLLOW_LINKS);
  }

  /** Keeps all other threads and processes from changing pointer, versions and lease. */
  void locked(Change change) throws IOException {
    ours.lock();
    try {
      JobLock theirs = JobLock.take(path.resolve(".lock"));
      try {
        change.make();
      } finally {
        theirs.close();
      }
    } finally {
      ours.unlock();
    }
  }

  /** Something done to a folder. */
  @FunctionalInterface
  interface Change {
    void make() throws IOException;
  }

  Optional<String> currentId() throws IOException {
    try {
      String id = Files.readString(path.resolve(CURRENT), StandardCharsets.ISO_8859_1);
      return Optional.of(id.strip()).filter(StoreName::isOne);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  void install(Detector detector) throws IOException {
    Path temporary = Files.createDirectory(temporary());
    try {
      VersionFolder.write(temporary, detector);
      DurableFiles.rename(temporary, version(detector.manifest().id()));
      DurableFiles.sync(path);
    } catch (IOException | RuntimeException e) {
      discard(temporary, e);
      throw e;
    }
  }

  void point(String id) throws IOException {
    byte[] line = (id + "\n").getBytes(StandardCharsets.US_ASCII);
    replace(CURRENT, out -> out.write(line));
  }

  /** Writes a file of this folder anew: readers see the old one or the new one. */
  void replace(String name, Digest.Content content) throws IOException {
    Path temporary = temporary();
    try {
      DurableFiles.write(temporary, content);
      DurableFiles.rename(temporary, path.resolve(name));
    } catch (IOException e) {
      discard(temporary, e);
      throw e;
    }
  }

  /** Deletes a version; out of sight first, so that nobody finds half of it. */
  void drop(String id) throws IOException {
    Path temporary = temporary();
    try {
      DurableFiles.rename(version(id), temporary);
    } catch (NoSuchFileException e) {
      return; // another process was faster
    }
    DurableFiles.deleteAll(temporary);
  }

  /** Deletes what was in the making when a process died, by the file system's own clock. */
  void dropStale(Duration age) throws IOException {
    FileTime now = Files.getLastModifiedTime(path.resolve(CURRENT));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, TEMPORARY + "*")) {
      for (Path temporary : found) {
        if (now.toMillis() - written(temporary) > age.toMillis()) {
          DurableFiles.deleteAll(temporary);
        }
      }
    }
  }

  private static long written(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (NoSuchFileException e) {
      return Long.MAX_VALUE; // another process was faster
    }
  }

  /** The ids of the versions, newest first. */
  List<String> versions() throws IOException {
    record Version(String id, long written) {}
    List<Version> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(path.resolve("versions"))) {
      for (Path folder : folders) {
        String id = String.valueOf(folder.getFileName());
        if (StoreName.isOne(id) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          found.add(new Version(id, written(folder)));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    // Ids begin with the time of training, so that they break the tie of one instant.
    found.sort(Comparator.comparingLong(Version::written).thenComparing(Version::id).reversed());
    return found.stream().map(Version::id).toList();
  }

  private Path temporary() {
    return path.resolve(TEMPORARY + UUID.randomUUID());
  }

  private static void discard(Path temporary, Exception cause) {
    try {
      DurableFiles.deleteAll(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
