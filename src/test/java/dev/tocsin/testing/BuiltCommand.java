package dev.tocsin.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** How the built function is started: its jar by this JVM, or with {@code -Dnative} as it is. */
public final class BuiltCommand {
  /** The executable, where one was built. */
  private static final String EXECUTABLE = System.getProperty("tocsin.test.executable", "");

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

  private BuiltCommand() {}

  /**
   * The command line.
   *
   * @param options system properties, as {@code -Dname=value}
   */
  public static List<String> line(List<String> options) {
    List<String> line = new ArrayList<>();
    line.add(EXECUTABLE.isEmpty() ? java() : EXECUTABLE);
    line.addAll(options);
    if (EXECUTABLE.isEmpty()) {
      line.addAll(List.of("-jar", JAR.toString()));
    }
    return line;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Skips the test of a jar where an executable was built. */
  public static void assumeJar() {
    Assumptions.assumeTrue(EXECUTABLE.isEmpty(), "skipped: it is about the jar");
  }
}
