package dev.tocsin.demo.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  /** Expected texts are what Go's strconv writes, with the cut-offs of Prometheus's JSON. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "-17, -17",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "0.1, 0.1",
    "123456.789, 123456.789",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "-1.5e300, -1.5e+300",
    "1e-6, 0.000001",
    "9.5e-7, 9.5e-07",
    "5.6843418860808015e-14, 5.684341886080802e-14",
    "2e-3, 0.002",
    "2e23, 2e+23",
    "9007199254740993, 9007199254740992"
  })
  void of_writesAsPrometheusDoes(double value, String text) {
    assertThat(NumberText.of(value)).isEqualTo(text);
  }

  @Test
  void parse_readsBackEveryBit() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      double back = NumberText.parse(NumberText.of(value));
      assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(value));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1000, 1", "1500, 1.500", "-1, -0.001", "1795294866394, 1795294866.394"})
  void seconds_haveNoPlacesOrThree(long millis, String text) {
    assertThat(NumberText.seconds(millis)).isEqualTo(text);
  }
}
