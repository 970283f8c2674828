package dev.tocsin.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutagesTest {
  private static final int STEPS = 600;

  /** The end included: an outage that goes on is one. */
  @ParameterizedTest
  @CsvSource({"0, 100", "200, 216", "200, 500", "400, 600"})
  void without_takesOutWhatHasFallenToZero(int from, int to) {
    double[] hurt = stuck(noise(20), from, to, 0);

    assertThat(missing(Outages.without(hurt))).containsExactly(steps(from, to));
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "200, 216", "200, 500", "400, 600"})
  void without_takesOutWhatIsStuckAmidOtherValues(int from, int to) {
    double[] hurt = stuck(noise(20), from, to, 20.1);

    assertThat(missing(Outages.without(hurt))).containsExactly(steps(from, to));
  }

  /** A fall of six spreads of the values is one of four spreads of their changes. */
  @Test
  void without_takesOutWhatLiesBeyondAllOtherValues() {
    double[] hurt = stuck(noise(6), 300, 400, 0);

    assertThat(missing(Outages.without(hurt))).containsExactly(steps(300, 400));
  }

  /** As the rate of a counter falls, over four steps of a minute. */
  @Test
  void without_takesOutWhatHasFallenOverAFewSteps() {
    double[] hurt = stuck(noise(12), 300, 400, 0);
    for (int i = 0; i < 3; i++) {
      hurt[297 + i] *= (3 - i) / 4.0;
    }

    assertThat(missing(Outages.without(hurt))).containsExactly(steps(300, 400));
  }

  @Test
  void without_takesOutTwo() {
    double[] hurt = stuck(stuck(noise(20), 100, 150, 0), 400, 450, 20.1);

    assertThat(missing(Outages.without(hurt))).hasSize(100);
  }

  @Test
  void without_takesOutWhatComesBehindMissingSamples() {
    double[] hurt = stuck(stuck(noise(20), 200, 220, Double.NaN), 220, 300, 0);

    assertThat(missing(Outages.without(hurt))).containsExactly(steps(200, 300));
  }

  @Test
  void without_takesOutWhatHasFallenToWhereSingleStepsHaveBeen() {
    double[] hurt = stuck(noise(20), 300, 400, 0);
    hurt[50] = 0;
    hurt[150] = 0;

    assertThat(missing(Outages.without(hurt))).containsExactly(steps(300, 400));
  }

  @Test
  void without_leavesANightThatIsComeToGradually() {
    double[] noise = noise(0);
    assertIsLeft(t -> Math.max(0, 30 * Math.cos(2 * Math.PI * t / STEPS) + noise[t]));
  }

  @Test
  void without_leavesWhatComesMoreOften() {
    double[] noise = noise(20);
    assertIsLeft(t -> t % 200 < 60 ? 0 : noise[t]);
  }

  @Test
  void without_leavesWhatFillsMostOfThePast() {
    double[] noise = noise(20);
    assertIsLeft(t -> t < 400 ? 0 : noise[t]);
  }

  @Test
  void without_leavesWhatIsAsOftenAtRest() {
    Random random = new Random(3);
    double[] rare = random.doubles(STEPS).map(value -> value < 0.02 ? 1 : 0).toArray();
    double[] counts = random.doubles(STEPS).map(value -> (int) (4 * value)).toArray();
    assertIsLeft(t -> rare[t]);
    assertIsLeft(t -> counts[t]);
    assertIsLeft(t -> 7);
    assertIsLeft(t -> t < 300 ? 1 : 2);
    assertIsLeft(t -> t >= 300 && t < 320 ? 5 : 4 + t / 10 % 3);
  }

  @Test
  void without_leavesWhatLastsFewSteps() {
    double[] noise = noise(20);
    assertIsLeft(t -> t >= 300 && t < 315 ? 0 : noise[t]);
  }

  private static void assertIsLeft(IntToDoubleFunction value) {
    double[] values = IntStream.range(0, STEPS).mapToDouble(value).toArray();
    assertThat(Outages.without(values)).isSameAs(values);
  }

  private static double[] noise(double level) {
    Random random = new Random(11);
    return random.doubles(STEPS).map(unused -> level + random.nextGaussian()).toArray();
  }

  private static double[] stuck(double[] values, int from, int to, double value) {
    double[] stuck = values.clone();
    Arrays.fill(stuck, from, to, value);
    return stuck;
  }

  private static int[] steps(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private static int[] missing(double[] values) {
    return IntStream.range(0, values.length).filter(i -> Double.isNaN(values[i])).toArray();
  }
}
