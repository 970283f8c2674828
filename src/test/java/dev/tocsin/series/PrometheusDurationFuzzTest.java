package dev.tocsin.series;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text, it is a duration or refused; and one that is can be written again. */
class PrometheusDurationFuzzTest {
  static List<byte[]> seeds() {
    return List.of("1h30m".getBytes(UTF_8), "PT15S".getBytes(UTF_8), "0.5".getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void parse_givesWhatIsParsedTheSameAgain(byte[] bytes) {
    Duration duration;
    try {
      duration = PrometheusDuration.parse(new String(bytes, UTF_8));
    } catch (IllegalArgumentException e) {
      return;
    }
    if (duration.isNegative()
        || !PrometheusDuration.parse(PrometheusDuration.format(duration)).equals(duration)) {
      throw new AssertionError("not the same when written again: " + duration);
    }
  }
}
