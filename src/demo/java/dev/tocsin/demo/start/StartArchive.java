package dev.tocsin.demo.start;

import java.nio.file.Path;
import java.util.List;

/**
 * The archive from which a JVM takes classes instead of loading and linking them anew; of the kind
 * that the JVM which runs this can take.
 *
 * @param file where it lies
 * @param making the options of the JVM that makes it
 * @param using the options of a JVM that starts from it
 */
record StartArchive(Path file, List<String> making, List<String> using) {
  /** The first JDK that makes an AOT cache of one run. */
  private static final int AOT_CACHE_SINCE = 25;

  static StartArchive in(Path folder) {
    return in(folder, Runtime.version().feature());
  }

  static StartArchive in(Path folder, int jdk) {
    if (jdk >= AOT_CACHE_SINCE) {
      Path file = folder.resolve("tocsin.aot");
      return new StartArchive(
          file, List.of("-XX:AOTCacheOutput=" + file), List.of("-XX:AOTCache=" + file));
    }
    Path file = folder.resolve("tocsin.jsa");
    return new StartArchive(
        file,
        List.of("-XX:ArchiveClassesAtExit=" + file),
        List.of("-XX:SharedArchiveFile=" + file));
  }
}
