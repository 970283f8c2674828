package dev.tocsin.demo.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartArgumentsTest {
  @TempDir private Path folder;

  @Test
  void archive_isOfTheKindThatTheJdkTakes() {
    StartArchive classes = StartArchive.in(folder, 24);
    StartArchive cache = StartArchive.in(folder, 25);

    assertThat(classes.making()).containsExactly("-XX:ArchiveClassesAtExit=" + classes.file());
    assertThat(classes.using()).containsExactly("-XX:SharedArchiveFile=" + classes.file());
    assertThat(cache.making()).contains("-XX:AOTCacheOutput=" + cache.file());
    assertThat(cache.using()).containsExactly("-XX:AOTCache=" + cache.file());
  }

  @Test
  void of_usesAnArchiveOnlyWhereThereIsOne() throws IOException {
    StartArchive archive = StartArchive.in(folder, 17);

    assertThat(StartArguments.of(archive))
        .contains(StartArguments.SERIAL_COLLECTOR)
        .doesNotContainAnyElementsOf(archive.using());
    Files.createFile(archive.file());
    assertThat(StartArguments.of(archive)).containsAll(archive.using());
  }

  @Test
  void write_quotesEachOption() throws IOException {
    StartArchive archive = StartArchive.in(Files.createDirectory(folder.resolve("a b")), 17);
    Files.createFile(archive.file());

    Path arguments = StartArguments.write(archive);

    assertThat(arguments).isEqualTo(archive.file().resolveSibling("tocsin.args"));
    assertThat(Files.readAllLines(arguments))
        .contains("\"-XX:SharedArchiveFile=" + archive.file() + '"')
        .allMatch(line -> line.startsWith("\"") && line.endsWith("\""));
  }
}
