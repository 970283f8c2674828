package dev.tocsin.demo.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a JVM that starts the function fast, in a file for {@code java @…}.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html#java-command-line-argument-files">Command-line
 *     argument files</a>
 */
final class StartArguments {
  /** It starts fastest, and is the best below 2 GB. */
  static final String SERIAL_COLLECTOR = "-XX:+UseSerialGC";

  /**
   * Ten times what is usual: by then the first answer is out, and the second compiler takes no
   * processor from it. What runs on for a while is compiled all the same.
   */
  static final List<String> SECOND_COMPILER_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private StartArguments() {}

  /** All of them; without an archive, those that need none. */
  static List<String> of(StartArchive archive) {
    List<String> options = new ArrayList<>();
    if (Files.exists(archive.file())) {
      options.addAll(archive.using());
    }
    options.add(SERIAL_COLLECTOR);
    options.addAll(SECOND_COMPILER_LATER);
    return options;
  }

  /** Writes them beside the archive. */
  static Path write(StartArchive archive) throws IOException {
    return Files.write(
        archive.file().resolveSibling("tocsin.args"),
        of(archive).stream().map(StartArguments::quoted).toList());
  }

  private static String quoted(String option) {
    return '"' + option.replace("\\", "\\\\") + '"';
  }
}
