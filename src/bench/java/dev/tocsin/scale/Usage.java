package dev.tocsin.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process of Linux has used so far.
 *
 * @param cpuSeconds of all its threads, user and system
 * @param residentBytes now
 */
record Usage(double cpuSeconds, long residentBytes) {
  /** Of {@code /proc/<pid>/stat}; 100 on every Linux that Debian builds. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /** What the process with this id has used. */
  static Usage of(long pid) {
    try {
      Path folder = Path.of("/proc", Long.toString(pid));
      String stat = Files.readString(folder.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
      String status = Files.readString(folder.resolve("status"));
      return new Usage(ticks / TICKS_PER_SECOND, bytes(status, "VmRSS:"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(String status, String field) {
    String line = status.lines().filter(l -> l.startsWith(field)).findFirst().orElseThrow();
    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
  }
}
