package dev.tocsin.prometheus.selector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tocsin.prometheus.wire.LabelMatcher;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text, it is a plain selector or none; and one that is can be written again. */
class SelectorFuzzTest {
  static List<byte[]> seeds() {
    return List.of("up{job=~\"a\\n|b\",x!='\\u00fc'}".getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void parse_givesWhatIsParsedTheSameAgain(byte[] bytes) {
    Optional<List<LabelMatcher>> matchers = SelectorParser.parse(new String(bytes, UTF_8));
    matchers.ifPresent(SelectorFuzzTest::assertSameWhenWrittenAgain);
  }

  private static void assertSameWhenWrittenAgain(List<LabelMatcher> matchers) {
    String text = SelectorText.of(matchers);
    Optional<List<LabelMatcher>> again = SelectorParser.parse(text);
    if (!again.equals(Optional.of(matchers))) {
      throw new AssertionError(text + " gives " + again + ", expected " + matchers);
    }
  }
}
