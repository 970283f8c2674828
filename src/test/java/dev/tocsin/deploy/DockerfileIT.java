package dev.tocsin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testing.BuiltCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of the image against what {@code package} made. */
class DockerfileIT {
  private static final Path FILE = Path.of("src/main/docker/Dockerfile");

  @BeforeAll
  static void assumeJar() {
    BuiltCommand.assumeJar();
  }

  @Test
  void dockerfile_copiesAllThatWasPackagedAndNothingElse() throws IOException {
    List<Path> copied =
        Files.readAllLines(FILE).stream()
            .filter(line -> line.startsWith("COPY "))
            .map(line -> Path.of(line.split(" ", -1)[1]))
            .toList();

    assertThat(copied).allSatisfy(path -> assertThat(path).exists());
    try (var packaged = Files.list(Path.of("target/quarkus-app"))) {
      assertThat(packaged.filter(path -> !isOfThisMachine(path)))
          .containsExactlyInAnyOrderElementsOf(copied);
    }
  }

  /** What the image does without, or makes for itself. */
  private static boolean isOfThisMachine(Path path) {
    return path.endsWith("quarkus-app-dependencies.txt")
        || path.getFileName().toString().startsWith("tocsin.");
  }

  /** The command of RUN, at another place. */
  @Test
  void dockerfile_makesAnArchiveForAFasterStart(@TempDir Path place) throws Exception {
    Path function = place.resolve("tocsin");
    copy(Path.of("target/quarkus-app"), function);
    String run = Files.readString(FILE).replace("\\\n", "");
    String command =
        run.substring(run.indexOf(" java -classpath "), run.indexOf("&&", run.indexOf("RUN ")))
            .replace("/tmp/rehearsal", place.resolve("scratch").toString())
            .replace("/rehearsal", Path.of("target/test-classes").toAbsolutePath().toString())
            .replace("/tocsin/", function + "/")
            .replace(" /tocsin ", " " + function + " ")
            .replace(" java ", " " + Path.of(System.getProperty("java.home"), "bin", "java") + " ");

    Process process =
        new ProcessBuilder("bash", "-c", command).directory(place.toFile()).inheritIO().start();

    assertThat(process.waitFor()).isZero();
    String archive = Runtime.version().feature() < 25 ? "tocsin.jsa" : "tocsin.aot";
    assertThat(function.resolve(archive)).isNotEmptyFile();
    assertThat(function.resolve("tocsin.args")).content().contains(archive);
    assertThat(Files.readString(FILE)).contains("[\"java\", \"@/tocsin/tocsin.args\"");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(file -> !isOfThisMachine(file)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void dockerfile_startsWhatItCopiesAndNotAsRoot() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    assertThat(lines).contains("USER 10001", "WORKDIR /tocsin");
    assertThat(lines).anySatisfy(line -> assertThat(line).endsWith("\"quarkus-run.jar\"]"));
    assertThat(Path.of("target/quarkus-app/quarkus-run.jar")).isRegularFile();
  }

  @Test
  void dockerignore_leavesOnlyWhatIsCopied() throws IOException {
    assertThat(Files.readAllLines(Path.of(".dockerignore")))
        .containsExactly(
            "*",
            "!target/quarkus-app",
            "!target/test-classes/dev/tocsin/demo",
            "!target/native",
            "!target/*-runner");
  }
}
