package dev.tocsin.prometheus.wire;

import static dev.tocsin.prometheus.wire.FuzzedDecoding.MAX_AGE;
import static dev.tocsin.prometheus.wire.FuzzedDecoding.QUERY;
import static dev.tocsin.prometheus.wire.FuzzedDecoding.outcome;
import static dev.tocsin.prometheus.wire.FuzzedDecoding.stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

class FramesFuzzTest {
  static List<byte[]> seeds() {
    byte[] chunk = RemoteBodies.xor(new long[] {1_700_000_000_000L, 1_700_000_015_000L}, 1, 2);
    byte[] series = RemoteBodies.concat(RemoteBodies.labels("zone", "b"), chunk);
    return List.of(
        RemoteBodies.concat(RemoteBodies.field(1, series), RemoteBodies.field(2, 0)),
        RemoteBodies.frame(0, RemoteBodies.labels("a", "c"), chunk));
  }

  /** Once as the message of a frame whose checksum is right, once as they are. */
  @MethodSource("seeds")
  @FuzzTest
  void decode_givesAMatrixOrATypedFailure(byte[] bytes) {
    for (byte[] body : List.of(RemoteBodies.frame(bytes), bytes)) {
      outcome(writer -> ChunkStreamDecoder.decode(stream(body), QUERY, MAX_AGE, writer));
    }
  }
}
