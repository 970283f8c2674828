package dev.tocsin.store;

import dev.tocsin.model.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** File operations that have reached the disk when they return. */
final class DurableFiles {
  private DurableFiles() {}

  /** Makes a folder where there is none, and those it is in. */
  static void makeFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      @Nullable Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        makeFolders(parent);
      }
      Files.createDirectories(folder);
      sync(folder.resolveSibling("."));
    }
  }

  /** Writes a new file. */
  static void write(Path file, Digest.Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Renames within a file system; {@code target}, if it is a file, is replaced. */
  static void rename(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    sync(target.resolveSibling("."));
  }

  /** Makes the names in a folder last. Only POSIX systems can, and need it. */
  static void sync(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Deletes a file, or a folder with all in it; links are deleted, not followed. */
  static void deleteAll(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          deleteAll(child);
        }
      } catch (NoSuchFileException gone) {
        return; // another process was faster
      }
    }
    Files.deleteIfExists(path);
  }
}
