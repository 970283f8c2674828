package dev.tocsin.push.series.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prometheus.wire.SnappyInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnappyBlockTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 60, 61, 256, 257, 65_535, 65_536, 65_537, 200_000})
  void compress_isUndoneByTheDecoder_atEveryLengthAndRepetition(int length) throws IOException {
    Random random = new Random(length);
    for (int symbols : new int[] {1, 2, 3, 17, 256}) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) random.nextInt(symbols);
      }
      assertThat(undone(SnappyBlock.compress(bytes, 0, length))).isEqualTo(bytes);
    }
  }

  @Test
  void compress_isUndoneByTheDecoder_whereRunsAndNoiseAlternate() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(5_000)];
      int at = 0;
      while (at < bytes.length) {
        int run = Math.min(bytes.length - at, 1 + random.nextInt(150));
        int from = at == 0 || random.nextBoolean() ? -1 : random.nextInt(at);
        for (int i = 0; i < run; i++) {
          bytes[at + i] = from < 0 ? (byte) random.nextInt() : bytes[from + i];
        }
        at += run;
      }
      assertThat(undone(SnappyBlock.compress(bytes, 0, bytes.length))).isEqualTo(bytes);
    }
  }

  @Test
  void compress_takesAPartOnly() throws IOException {
    byte[] bytes = "head, what is meant, what is meant, tail".getBytes(StandardCharsets.UTF_8);
    assertThat(new String(undone(SnappyBlock.compress(bytes, 6, 34)), StandardCharsets.UTF_8))
        .isEqualTo("what is meant, what is meant");
  }

  @Test
  void compress_makesLabelsThatRepeatLessThanAFifth() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append("__name__ anomaly_score instance host-").append(i).append(":9100 job node ");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(SnappyBlock.compress(bytes, 0, bytes.length)).hasSizeLessThan(bytes.length / 5);
  }

  private static byte[] undone(byte[] block) throws IOException {
    try (SnappyInputStream in = new SnappyInputStream(new ByteArrayInputStream(block))) {
      return in.readAllBytes();
    }
  }
}
