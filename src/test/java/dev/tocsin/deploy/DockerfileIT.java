package dev.tocsin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipe of the image against what {@code package} made. */
class DockerfileIT {
  private static final Path FILE = Path.of("src/main/docker/Dockerfile");

  @Test
  void dockerfile_copiesAllThatWasPackagedAndNothingElse() throws IOException {
    List<Path> copied =
        Files.readAllLines(FILE).stream()
            .filter(line -> line.startsWith("COPY "))
            .map(line -> Path.of(line.split(" ", -1)[1]))
            .toList();

    assertThat(copied).allSatisfy(path -> assertThat(path).exists());
    try (var packaged = Files.list(Path.of("target/quarkus-app"))) {
      assertThat(packaged.filter(path -> !path.endsWith("quarkus-app-dependencies.txt")))
          .containsExactlyInAnyOrderElementsOf(copied);
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
    assertThat(Path.of(".dockerignore")).content().isEqualTo("*\n!target/quarkus-app\n");
  }
}
