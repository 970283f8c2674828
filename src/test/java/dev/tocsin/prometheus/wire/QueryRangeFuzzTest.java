package dev.tocsin.prometheus.wire;

import static dev.tocsin.prometheus.wire.FuzzedDecoding.outcome;
import static dev.tocsin.prometheus.wire.FuzzedDecoding.stream;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

class QueryRangeFuzzTest {
  static List<byte[]> seeds() {
    String head = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";
    String series =
        "{\"metric\":{\"a\":\"ü\\n\"},\"values\":[[1700000000,\"1.5e3\"],[1700000015,\"+Inf\"],"
            + "[1700000030.000,\"-0.25\"]]}";
    return List.of((head + series + "]},\"warnings\":[\"w\"]}").getBytes(UTF_8));
  }

  /** The fast decoder understands exactly what the slow one does. */
  @MethodSource("seeds")
  @FuzzTest
  void decode_agreesWithTheSlowDecoder(byte[] bytes) {
    String fast = outcome(writer -> QueryRangeDecoder.decode(stream(bytes), writer));
    String slow = outcome(writer -> new AnyShapeDecoder(writer).decode(stream(bytes), null));
    if (!fast.equals(slow)) {
      throw new AssertionError("fast: " + fast + ", slow: " + slow);
    }
  }
}
