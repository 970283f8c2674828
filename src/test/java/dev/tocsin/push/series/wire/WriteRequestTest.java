package dev.tocsin.push.series.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import dev.tocsin.series.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The encoder, read back by protobuf's own decoder. */
class WriteRequestTest {
  private record Read(List<String> names, Map<String, String> labels, long time, long valueBits) {}

  @Test
  void add_writesWhatProtobufReads() throws IOException {
    Random random = new Random(3);
    WriteRequest request = new WriteRequest();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      WrittenSeries series = new WrittenSeries(labels(random));
      for (int j = random.nextInt(3); j >= 0; j--) {
        samples.add(new Sample(series, random.nextLong(), random.nextGaussian() * 1e300));
      }
    }
    samples.add(new Sample(new WrittenSeries(Labels.of("a", "b")), 0, Double.NEGATIVE_INFINITY));
    samples.forEach(request::add);

    List<Read> read = read(request);

    assertThat(request.samples()).isEqualTo(samples.size());
    assertThat(read).hasSameSizeAs(samples);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).labels()).isEqualTo(samples.get(i).labels().asMap());
      assertThat(read.get(i).time()).isEqualTo(samples.get(i).timeMillis());
      assertThat(read.get(i).valueBits())
          .isEqualTo(Double.doubleToRawLongBits(samples.get(i).value()));
      assertThat(read.get(i).names())
          .isSortedAccordingTo((one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other)));
    }
  }

  @Test
  void clear_leavesNothingOfWhatWasAdded() throws IOException {
    WrittenSeries series = new WrittenSeries(Labels.of("a", "b"));
    WriteRequest request = new WriteRequest();
    request.add(new Sample(series, 1, 2));
    request.add(new Sample(series, 3, 4));

    request.clear();
    request.add(new Sample(series, 5, 6));

    assertThat(request.samples()).isEqualTo(1);
    assertThat(read(request)).extracting(Read::time).containsExactly(5L);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Names whose order as strings and as bytes differ are among them. */
  private static Labels labels(Random random) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      labels.put(text(random, 1 + random.nextInt(20)), text(random, random.nextInt(300)));
    }
    return Labels.of(labels);
  }

  private static String text(Random random, int length) {
    int[] kinds = {'a', 'Z', '_', '"', '\n', 0xE9, 0x20AC, 0xFFFD, 0x1F514, 0x10FFFF};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(kinds[random.nextInt(kinds.length)]);
    }
    return text.toString();
  }

  private static List<Read> read(WriteRequest request) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(request.view());
    List<Read> series = new ArrayList<>();
    while (!in.isAtEnd()) {
      assertThat(in.readTag()).isEqualTo(0x0A);
      series.add(series(in.readByteBuffer().array()));
    }
    return series;
  }

  private static Read series(byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    List<String> names = new ArrayList<>();
    Map<String, String> labels = new TreeMap<>();
    int tag = in.readTag();
    while (tag == 0x0A) {
      CodedInputStream label = CodedInputStream.newInstance(in.readByteArray());
      assertThat(label.readTag()).isEqualTo(0x0A);
      names.add(label.readStringRequireUtf8());
      assertThat(label.readTag()).isEqualTo(0x12);
      labels.put(names.get(names.size() - 1), label.readStringRequireUtf8());
      assertThat(label.isAtEnd()).isTrue();
      tag = in.readTag();
    }
    assertThat(tag).isEqualTo(0x12);
    CodedInputStream sample = CodedInputStream.newInstance(in.readByteArray());
    assertThat(in.isAtEnd()).isTrue();
    assertThat(sample.readTag()).isEqualTo(0x09);
    long bits = sample.readFixed64();
    assertThat(sample.readTag()).isEqualTo(0x10);
    long time = sample.readInt64();
    assertThat(sample.isAtEnd()).isTrue();
    return new Read(names, labels, time, bits);
  }
}
