package dev.tocsin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A real file system with little room, in memory, mounted at a folder while this is open. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; skips the test where this user may not. */
  public static SmallDisk at(Path folder, int kilobytes) {
    Assumptions.assumeTrue(
        isDone("mount", "-t", "tmpfs", "-o", size(kilobytes), "tmpfs", folder.toString()),
        "skipped: this user may not mount a tmpfs, run as root");
    return new SmallDisk(folder);
  }

  private static String size(int kilobytes) {
    return "size=" + kilobytes + "k";
  }

  /** Gives it another size. */
  public void resize(int kilobytes) {
    if (!isDone("mount", "-o", "remount," + size(kilobytes), folder.toString())) {
      throw new IllegalStateException(folder + " cannot be given another size");
    }
  }

  /**
   * Fills it but for so many bytes, which are handed out in pages of 4096.
   *
   * @return the file that does
   */
  public Path fillBut(long room) throws IOException {
    long filler = Files.getFileStore(folder).getUsableSpace() - room;
    return Files.write(folder.resolve("filler"), new byte[Math.toIntExact(filler)]);
  }

  private static boolean isDone(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    isDone("umount", "-l", folder.toString());
  }
}
