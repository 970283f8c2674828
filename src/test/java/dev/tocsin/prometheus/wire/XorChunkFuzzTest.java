package dev.tocsin.prometheus.wire;

import static dev.tocsin.prometheus.wire.FuzzedDecoding.outcome;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

class XorChunkFuzzTest {
  static List<byte[]> seeds() {
    long[] millis = {1_700_000_000_000L, 1_700_000_015_000L, 1_700_000_030_001L};
    return List.of(XorChunkWriter.encode(millis, new long[] {1L << 62, 7, -1}, 0, 3));
  }

  /** What can be decoded can be encoded to what decodes the same. */
  @MethodSource("seeds")
  @FuzzTest
  void decode_givesSamplesOrATypedFailure(byte[] bytes) {
    outcome(
        writer -> {
          XorChunk first = new XorChunk();
          int count = first.decode(padded(bytes), 0, bytes.length);
          byte[] again = XorChunkWriter.encode(first.millis(), first.bits(), 0, count);
          XorChunk second = new XorChunk();
          second.decode(padded(again), 0, again.length);
          if (!Arrays.equals(first.millis(), 0, count, second.millis(), 0, count)
              || !Arrays.equals(first.bits(), 0, count, second.bits(), 0, count)) {
            throw new AssertionError("not the same when encoded again");
          }
        });
  }

  private static byte[] padded(byte[] chunk) {
    return Arrays.copyOf(chunk, chunk.length + XorChunk.PADDING);
  }
}
