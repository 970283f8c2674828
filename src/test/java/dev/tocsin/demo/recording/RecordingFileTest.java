package dev.tocsin.demo.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RecordingFileTest {
  private static final Timeline TIMES = Timeline.of(-5, 0, 1000, 1_795_294_866_394L);

  @Test
  void read_keepsEveryBitOfEveryValue() throws IOException {
    List<RecordedSeries> series =
        List.of(
            series("counts", 0, 1, 1, 123_456_789_012L),
            series("decimals", 0.25, -3.000000001, 1e-9, 5),
            series("fractions", 1.0 / 3, 2.0 / 3, Math.PI, 1e300),
            series("specials", Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE),
            series("stale", Double.longBitsToDouble(0x7ff0000000000002L), 1, 2, 3),
            series("extremes", Double.MAX_VALUE, -Double.MAX_VALUE, 0x1p53, -0x1p53));

    List<RecordedSeries> read = read(written(series));

    assertThat(read).hasSameSizeAs(series);
    for (int i = 0; i < series.size(); i++) {
      assertThat(read.get(i).labels()).isEqualTo(series.get(i).labels());
      assertThat(read.get(i).timeline()).isEqualTo(TIMES);
      assertThat(bits(read.get(i))).isEqualTo(bits(series.get(i)));
    }
  }

  @Test
  void read_keepsLabelsOfAnyText() throws IOException {
    Labels labels = Labels.of("__name__", "m", "quote", "a\"b\\c\nd", "größe", "日本 🔔");
    byte[] file = written(List.of(new RecordedSeries(labels, Timeline.of(1), 1)));

    assertThat(read(file).get(0).labels()).isEqualTo(labels);
  }

  @Test
  void read_refusesATruncatedFile() throws IOException {
    byte[] unpacked = unpacked(written(List.of(series("a", 1, 2, 3, 4))));

    for (int length = 0; length < unpacked.length; length++) {
      byte[] part = packed(Arrays.copyOf(unpacked, length));
      assertThatThrownBy(() -> read(part)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void read_refusesAnotherVersion() throws IOException {
    byte[] file = packed("tocsin recording 2\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("\"tocsin recording 2\", expected \"tocsin recording 1\"");
  }

  @Test
  void read_refusesAnIndexWithoutTimeline() throws IOException {
    byte[] file = packed((RecordingWriter.MAGIC + "\0\1\0\0").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("timeline's index");
  }

  private static RecordedSeries series(String name, double... values) {
    return new RecordedSeries(Labels.of(Labels.METRIC_NAME, name), TIMES, values);
  }

  private static List<Long> bits(RecordedSeries series) {
    return IntStream.range(0, series.size())
        .mapToObj(i -> Double.doubleToRawLongBits(series.value(i)))
        .toList();
  }

  private static byte[] written(List<RecordedSeries> series) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordingWriter.write(series, out);
    return out.toByteArray();
  }

  private static List<RecordedSeries> read(byte[] file) throws IOException {
    return RecordingReader.read(new ByteArrayInputStream(file));
  }

  private static byte[] unpacked(byte[] file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
