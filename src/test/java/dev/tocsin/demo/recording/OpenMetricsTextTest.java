package dev.tocsin.demo.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.Labels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMetricsTextTest {
  @Test
  void write_givesBackWhatWasRead() throws IOException {
    String text =
        """
        odd{a="} 1 2",b="quote \\" slash \\\\ line \\n ü"} NaN 1.500
        odd{a="} 1 2",b="quote \\" slash \\\\ line \\n ü"} +Inf 2
        plain 0.25 1795294866.394
        # EOF
        """;
    StringWriter written = new StringWriter();

    OpenMetricsText.write(read(text), written);

    assertThat(written).hasToString(text);
  }

  @Test
  void read_sharesEqualTimelines() throws IOException {
    List<RecordedSeries> series = read("a 1 1\nb 2 1\na 3 2\nb 4 2\n# EOF");

    assertThat(series.get(0).labels()).isEqualTo(Labels.of(Labels.METRIC_NAME, "a"));
    assertThat(series.get(0).value(1)).isEqualTo(3);
    assertThat(series.get(0).timeline()).isSameAs(series.get(1).timeline());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a 1", "a 1 x", "a x 1", "a 1 1.0001", "a{b} 1 1", "a 1 1 # {id=\"x\"} 2"})
  void read_refusesALineThatIsNoSample(String line) {
    assertThatThrownBy(() -> read(line + "\n# EOF"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no s");
  }

  @Test
  void read_refusesATruncatedText() {
    assertThatThrownBy(() -> read("a 1 1\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected \"# EOF\"");
  }

  private static List<RecordedSeries> read(String text) throws IOException {
    return OpenMetricsText.read(new BufferedReader(new StringReader(text)));
  }
}
