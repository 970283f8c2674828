package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParametersFileTest {
  private static final SeriesParameters PARAMETERS =
      new SeriesParameters(
          List.of(
              Labels.of("__name__", "up", "job", "a \"quoted\"\nline"),
              Labels.empty(),
              Labels.of("température", "höch", "job", "a \"quoted\"\nline")),
          Map.of(
              "scale", SeriesTensor.copyOf(1, 1, 2, 3),
              "profile", SeriesTensor.copyOf(2, 1e12, -1e-300, 0, -0.0, 5, 6)));

  @Test
  void read_ofWhatWasWritten_isEqual() throws IOException {
    SeriesParameters read = ParametersFile.read(written());

    assertThat(read.size()).isEqualTo(3);
    assertThat(read.names()).containsExactly("profile", "scale");
    for (int i = 0; i < 3; i++) {
      assertThat(read.labels(i)).isEqualTo(PARAMETERS.labels(i));
      assertThat(read.indexOf(PARAMETERS.labels(i))).isEqualTo(i);
      for (String name : read.names()) {
        for (int column = 0; column < read.tensor(name).width(); column++) {
          assertThat(read.tensor(name).value(i, column))
              .isEqualTo(PARAMETERS.tensor(name).value(i, column));
        }
      }
    }
    assertThat(read.indexOf(Labels.of("job", "other"))).isEqualTo(SeriesParameters.UNKNOWN);
  }

  @Test
  void read_ofEveryTruncation_isRefused() throws IOException {
    ByteBuffer whole = written();
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer part = whole.duplicate().limit(length);
      assertThatIllegalArgumentException()
          .as("the first %d bytes", length)
          .isThrownBy(() -> ParametersFile.read(part));
    }
  }

  @Test
  void read_ofAnyByteChanged_neverFailsOtherwise() throws IOException {
    ByteBuffer whole = written();
    for (int at = 0; at < whole.limit(); at++) {
      byte[] bytes = new byte[whole.limit()];
      whole.duplicate().get(bytes);
      bytes[at] = (byte) (bytes[at] ^ 0x80);
      try {
        ParametersFile.read(ByteBuffer.wrap(bytes));
      } catch (IllegalArgumentException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void read_ofATensorWiderThanTheFile_allocatesNothing() throws IOException {
    byte[] bytes = new byte[written().limit()];
    written().get(bytes);
    int scale = bytes.length - 3 * Double.BYTES - Integer.BYTES;
    ByteBuffer.wrap(bytes).putInt(scale, 1 << 28);

    assertThatThrownBy(() -> ParametersFile.read(ByteBuffer.wrap(bytes)))
        .hasMessage("tensor scale of 805306368 values, expected no more than the file holds");
  }

  @Test
  void read_ofMoreThanWasWritten_isRefused() throws IOException {
    ByteBuffer longer = ByteBuffer.allocate(written().limit() + 1).put(written()).rewind();

    assertThatThrownBy(() -> ParametersFile.read(longer))
        .hasMessage("1 bytes after the end, expected none");
  }

  @Test
  void read_ofAnotherVersion_namesBoth() throws IOException {
    byte[] bytes = new byte[written().limit()];
    written().get(bytes);
    bytes[11] = 9;

    assertThatThrownBy(() -> ParametersFile.read(ByteBuffer.wrap(bytes)))
        .hasMessage("parameters of format version 9, expected 1");
  }

  @Test
  void parameters_withSeriesTwice_areRefused() {
    assertThatThrownBy(
            () -> new SeriesParameters(List.of(Labels.empty(), Labels.empty()), Map.of()))
        .hasMessage("series {} stands twice");
  }

  @Test
  void parameters_withTensorOfOtherHeight_areRefused() {
    assertThatThrownBy(
            () ->
                new SeriesParameters(
                    List.of(Labels.empty()), Map.of("scale", SeriesTensor.copyOf(1, 1, 2))))
        .hasMessage("tensor scale has 2 rows, expected 1");
  }

  private static ByteBuffer written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ParametersFile.write(PARAMETERS, out);
    return ByteBuffer.wrap(out.toByteArray());
  }
}
