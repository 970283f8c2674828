package dev.tocsin.prometheus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.SourceException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XorChunkTest {
  private final XorChunk chunk = new XorChunk();

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        8191,
        -8191,
        8192,
        -8192,
        8193,
        -8193,
        65535,
        -65535,
        65536,
        -65536,
        65537,
        524287,
        -524287,
        524288,
        -524288,
        524289,
        1L << 40,
        -(1L << 40)
      })
  void decode_readsEveryWidthOfADoubleDelta(long change) {
    long delta = Math.abs(change) + 10;
    assertRoundTrip(
        new long[] {5, 5 + delta, 5 + 2 * delta + change, 5 + 3 * delta + 2 * change + 1},
        new long[] {1, 2, 3, 4});
  }

  @Test
  void decode_readsEveryWidthOfAValue() {
    for (int lead = 0; lead < 64; lead++) {
      for (int width = 1; width <= 64 - lead; width++) {
        long pattern = (-1L >>> (64 - width)) << (64 - lead - width);
        assertRoundTrip(new long[] {1, 2, 3, 9}, new long[] {7, 7 ^ pattern, 7, 7 ^ pattern});
      }
    }
  }

  /** Leading bits that leave no room for those said to follow; the rest is zeros. */
  @Test
  void decode_refusesAWindowBeyondAValue() {
    byte[] bytes = new byte[64 + XorChunk.PADDING];
    bytes[1] = 2; // samples
    bytes[2 + 1 + 8] = 1; // the delta, behind the first time and value
    bytes[2 + 1 + 8 + 1] = (byte) 0b1111_1110; // a new window of 64 bits behind 31
    assertThatThrownBy(() -> chunk.decode(bytes, 0, 64))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("a chunk with 64 significant bits after 31");
  }

  @Test
  void decode_readsChunksOfAnyLengthAndTimes() {
    Random random = new Random(1);
    for (int count : new int[] {0, 1, 2, 119, 120, 121, 500, 65_535}) {
      long[] millis = new long[count];
      long[] bits = new long[count];
      long time = count % 2 == 0 ? Long.MIN_VALUE / 4 : 1_700_000_000_000L;
      for (int i = 0; i < count; i++) {
        time += random.nextInt(3) > 0 ? 15_000 : 1 + random.nextInt(1 << (1 + random.nextInt(30)));
        millis[i] = time;
        bits[i] =
            switch (random.nextInt(4)) {
              case 0 -> i == 0 ? 0 : bits[i - 1];
              case 1 -> Double.doubleToRawLongBits(random.nextInt(100));
              case 2 -> Double.doubleToRawLongBits(random.nextGaussian());
              default -> random.nextLong();
            };
      }
      assertRoundTrip(millis, bits);
    }
  }

  /** The value stays for any number of samples, and once in them the delta changes. */
  @Test
  void decode_readsSamplesInWhichNothingChanges() {
    for (int count = 1; count < 130; count++) {
      for (int late = 0; late < count; late += 7) {
        long[] millis = new long[count + 2];
        long[] bits = new long[count + 2];
        for (int i = 0; i < bits.length; i++) {
          millis[i] = 15_000L * i + (i == late ? 3 : 0);
          bits[i] = i == 0 || i > count ? i : -1L << 40;
        }
        assertRoundTrip(millis, bits);
      }
    }
  }

  @Test
  void decode_refusesAChunkCutAtAnyByte() {
    assertCutsAreRefused(
        new long[] {1_000, 2_000, 3_001, 4_500, 90_000},
        new long[] {1L << 62, -1, 77, 77, Long.MIN_VALUE});
    assertCutsAreRefused(LongStream.rangeClosed(1, 120).toArray(), new long[120]);
  }

  private void assertCutsAreRefused(long[] millis, long[] bits) {
    byte[] whole = XorChunkWriter.encode(millis, bits, 0, bits.length);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      for (byte padding : new byte[] {0, -1}) {
        assertThatThrownBy(() -> decode(cut, padding))
            .as("cut after %d bytes", length)
            .isInstanceOf(SourceException.class);
      }
    }
  }

  @Test
  void decode_refusesTimesThatDoNotAscend() {
    assertThatThrownBy(
            () -> decode(XorChunkWriter.encode(new long[] {2, 2}, new long[] {1, 1}, 0, 2)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("do not ascend");
    assertThatThrownBy(
            () -> decode(XorChunkWriter.encode(new long[] {2, 4, 3}, new long[] {1, 1, 1}, 0, 3)))
        .hasMessageContaining("do not ascend");
    long last = Long.MAX_VALUE;
    byte[] wrapping =
        XorChunkWriter.encode(
            new long[] {last - 2, last - 1, last, last + 1}, new long[] {1, 1, 1, 1}, 0, 4);
    assertThatThrownBy(() -> decode(wrapping)).hasMessageContaining("do not ascend");
  }

  @Test
  void decode_neverReadsBeyondWhateverItIsGiven() {
    Random random = new Random(2);
    int understood = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[2 + random.nextInt(60)];
      random.nextBytes(bytes);
      if (random.nextInt(20) > 0) {
        bytes[0] = 0;
      }
      bytes[1] = (byte) random.nextInt(20);
      try {
        decode(bytes);
        understood++;
      } catch (SourceException e) {
        assertThat(e.kind()).isEqualTo(SourceException.Kind.MALFORMED);
      }
    }
    assertThat(understood).isBetween(1_000, 199_000);
  }

  private int decode(byte[] bytes) {
    return decode(bytes, (byte) 0xFF);
  }

  private int decode(byte[] bytes, byte padding) {
    byte[] padded = Arrays.copyOf(bytes, bytes.length + XorChunk.PADDING);
    Arrays.fill(padded, bytes.length, padded.length, padding);
    return chunk.decode(padded, 0, bytes.length);
  }

  private void assertRoundTrip(long[] millis, long[] bits) {
    int count = decode(XorChunkWriter.encode(millis, bits, 0, millis.length));
    assertThat(count).isEqualTo(millis.length);
    assertThat(Arrays.copyOf(chunk.millis(), count)).isEqualTo(millis);
    assertThat(Arrays.copyOf(chunk.bits(), count)).isEqualTo(bits);
  }
}
