package dev.tocsin.prometheus.wire;

import static dev.tocsin.prometheus.wire.FuzzedDecoding.MAX_AGE;
import static dev.tocsin.prometheus.wire.FuzzedDecoding.QUERY;
import static dev.tocsin.prometheus.wire.FuzzedDecoding.outcome;
import static dev.tocsin.prometheus.wire.FuzzedDecoding.stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesFuzzTest {
  static List<byte[]> seeds() {
    byte[] sample = RemoteBodies.concat(RemoteBodies.fixed(1, 7), RemoteBodies.field(2, 1));
    byte[] series =
        RemoteBodies.concat(
            RemoteBodies.labels("zone", "b"),
            RemoteBodies.field(2, sample),
            RemoteBodies.field(4, RemoteBodies.field(15, 3)));
    byte[] answer = RemoteBodies.field(1, RemoteBodies.field(1, series));
    return List.of(answer, Snappy.literal(answer));
  }

  /** Once in snappy, once without. */
  @MethodSource("seeds")
  @FuzzTest
  void decode_givesAMatrixOrATypedFailure(byte[] bytes) {
    outcome(writer -> SampleStreamDecoder.decode(stream(bytes), QUERY, MAX_AGE, writer));
    outcome(
        writer ->
            SampleStreamDecoder.decode(
                new SnappyInputStream(stream(bytes)), QUERY, MAX_AGE, writer));
  }
}
