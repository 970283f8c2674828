package dev.tocsin.eval.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabCorpusTest {
  private static final String FILE =
      """
      timestamp,value
      2020-01-01 00:00:00,1.5
      2020-01-01 00:05:00,-2
      2020-01-01 00:10:00,3e3
      2020-01-01 00:10:00,4
      2020-01-01 00:40:00,5
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void read_takesRowsInTheirOrderWithTheirTimes() throws IOException {
    write("[[\"2020-01-01 00:05:00.000000\", \"2020-01-01 00:10:00.000000\"]]");

    LabelledMatrix file = only(NabCorpus.read(folder));

    assertThat(file.name()).isEqualTo("real/one");
    assertThat(file.samples().row(0)).containsExactly(1.5, -2, 3_000, 4, 5);
    assertThat(file.step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(file.timeMillis(4) - file.timeMillis(0))
        .isEqualTo(Duration.ofMinutes(40).toMillis());
    assertThat(file.truth()).containsExactly(new StepRange(1, 2));
  }

  @Test
  void read_knowsFilesWithoutWindows() throws IOException {
    write("[]");

    assertThat(only(NabCorpus.read(folder)).truth()).isEmpty();
    assertThat(NabCorpus.isIn(folder)).isTrue();
    assertThat(NabCorpus.isIn(folder.resolve("real"))).isFalse();
  }

  @Test
  void read_refusesAWindowThatMeetsNoRow() throws IOException {
    write("[[\"2020-01-01 00:06:00.000000\", \"2020-01-01 00:10:00.000000\"]]");

    assertThatThrownBy(() -> NabCorpus.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage("real/one.csv has no row of 2020-01-01 00:06:00.000000, expected one");
  }

  @Test
  void read_refusesAFileWithoutEntry() throws IOException {
    write("[]");
    Files.writeString(folder.resolve("real/two.csv"), FILE);

    assertThatThrownBy(() -> NabCorpus.read(folder))
        .hasMessageStartingWith("real/two.csv has no entry in labels/combined_windows.json");
  }

  private static LabelledMatrix only(List<LabelledMatrix> files) {
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private void write(String windows) throws IOException {
    Files.createDirectories(folder.resolve("labels"));
    Files.createDirectories(folder.resolve("real"));
    Files.writeString(
        folder.resolve("labels/combined_windows.json"), "{\"real/one.csv\": " + windows + "}");
    Files.writeString(folder.resolve("real/one.csv"), FILE);
  }
}
