package dev.tocsin.function.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Unscored;
import dev.tocsin.series.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of {@code docs/CALLS.md} of what can be wrong against all that can be. */
class ProblemTableTest {
  @ParameterizedTest
  @EnumSource(Problem.Kind.class)
  void table_hasEveryKindWithItsStatus(Problem.Kind kind) throws IOException {
    Problem problem = Problem.of(kind, "");

    assertThat(rows())
        .filteredOn(row -> row.matches("\\| \\d{3}.*`" + problem.kind() + "`.*"))
        .singleElement()
        .satisfies(row -> assertThat(row.split("\\|", -1)[1]).contains("" + problem.status()));
  }

  @Test
  void table_ofStepsWithoutAScoreHasEveryReason() throws IOException {
    assertThat(rows())
        .extracting(row -> row.split("\\|", -1)[1].strip())
        .containsAll(
            Arrays.stream(Unscored.Reason.values()).map(r -> '`' + r.text() + '`').toList());
  }

  @Test
  void of_looksForTheCauseThatIsKnown() {
    SourceException slow = new SourceException(SourceException.Kind.TIMEOUT, "too slow");
    IllegalStateException wrapped = new IllegalStateException(new RuntimeException(slow));

    assertThat(Problems.of(wrapped)).isEqualTo(Problems.of(slow));
    assertThat(Problems.of(wrapped).type()).isEqualTo("urn:tocsin:problem:source-timeout");
    assertThat(Problems.of(new IllegalStateException("canary")).detail())
        .isEqualTo("an unexpected IllegalStateException; see the log");
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/CALLS.md")).stream()
        .filter(line -> line.startsWith("| "))
        .toList();
  }
}
