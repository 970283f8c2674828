package dev.tocsin.demo.start;

import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * With profiles in it, the second compiler would begin at once to compile what they tell is hot,
   * beside the start: a tenth of a second on two cores. Not every JDK knows these options.
   */
  private static final List<String> WITHOUT_PROFILES =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTRecordTraining");

  StartArchive {
    making = List.copyOf(making);
    using = List.copyOf(using);
  }

  static StartArchive in(Path folder) {
    return in(folder, Runtime.version().feature());
  }

  static StartArchive in(Path folder, int jdk) {
    if (jdk >= AOT_CACHE_SINCE) {
      Path file = folder.resolve("tocsin.aot");
      List<String> making = new ArrayList<>(WITHOUT_PROFILES);
      making.add("-XX:AOTCacheOutput=" + file);
      return new StartArchive(file, making, List.of("-XX:AOTCache=" + file));
    }
    Path file = folder.resolve("tocsin.jsa");
    return new StartArchive(
        file,
        List.of("-XX:ArchiveClassesAtExit=" + file),
        List.of("-XX:SharedArchiveFile=" + file));
  }
}
