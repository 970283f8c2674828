package dev.tocsin.function.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  @Test
  void parse_readsDurationsAndOff() {
    assertThat(Interval.parse("p", "off")).isEmpty();
    assertThat(Interval.parse("p", "6h")).contains(Duration.ofHours(6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "often | p: \"often\" is not a duration; expected one such as 15s",
        "10ms | p is \"10ms\", expected 1s or more, or off",
      })
  void parse_ofSomethingElseSaysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Interval.parse("p", text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({"1s, 100", "1m, 6000", "5m, 30000", "6h, 30000"})
  void jitter_isATenthAndHalfAMinuteAtMost(String every, long mostMillis) {
    Duration interval = Interval.parse("p", every).orElseThrow();
    Random random = new Random(1);
    long highest = 0;
    for (int i = 0; i < 1_000; i++) {
      long jitter = Interval.jitter(interval, random).toMillis();
      assertThat(jitter).isBetween(0L, mostMillis);
      highest = Math.max(highest, jitter);
    }
    assertThat(highest).isGreaterThan(mostMillis * 9 / 10);
  }
}
