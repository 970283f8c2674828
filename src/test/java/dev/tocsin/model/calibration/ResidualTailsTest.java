package dev.tocsin.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResidualTailsTest {
  /** As many as a threshold of an ordinary job has. */
  private static final double NATS = 5.6;

  private static final double LEAST_SPREAD = 1e-9;

  @Test
  void of_skewedNoise_differBySide() {
    double[] residuals = new Random(1).doubles(1000).map(u -> -Math.log(u) - 1).toArray();

    ResidualTails tails = ResidualTails.of(residuals, LEAST_SPREAD);

    assertThat(tails.above().at(NATS)).isGreaterThan(1.5 * tails.below().at(NATS));
  }

  @Test
  void of_residualsOnOneSideOnly_leaveRoomOnTheOther() {
    Random random = new Random(1);
    double[] residuals = random.doubles(500).map(u -> 10 + random.nextGaussian()).toArray();

    // Ten, the usual residual, is a spread of 14.8.
    assertThat(ResidualTails.of(residuals, LEAST_SPREAD).below().at(NATS)).isGreaterThan(20);
  }

  @Test
  void of_pastIncidents_stayBounded() {
    double[] calm = normal(500);
    double[] marred = calm.clone();
    Arrays.fill(marred, 100, 120, 1000.0);

    assertThat(ResidualTails.of(marred, LEAST_SPREAD).above().at(NATS))
        .isLessThan(1.5 * ResidualTails.of(calm, LEAST_SPREAD).above().at(NATS));
  }

  @Test
  void of_constants_areAFewLeastSpreadsWide() {
    ResidualTails tails = ResidualTails.of(new double[100], 4);

    assertThat(tails.below()).isEqualTo(tails.above());
    assertThat(tails.above().at(NATS)).isBetween(4 * 1.4, 4 * 5.0);
  }

  @Test
  void of_mostlyZeros_includeTheUsualBursts() {
    double[] residuals = new double[1000];
    for (int i = 0; i < residuals.length; i += 50) {
      residuals[i] = 3 + i % 40 * 0.01;
    }

    // One step in 50 bursts: more than an ordinary job's rate.
    Tail above = ResidualTails.of(residuals, 0.03).above();
    assertThat(above.of(3)).isLessThan(NATS);
    assertThat(above.of(30)).isGreaterThan(NATS);
  }

  @Test
  void of_fewResiduals_areWide() {
    assertThat(ResidualTails.of(normal(5), LEAST_SPREAD).above().at(NATS)).isBetween(5.0, 100.0);
  }

  @Test
  void of_largerResiduals_areAsMuchWider() {
    double[] residuals = normal(300);
    double[] larger = Arrays.stream(residuals).map(value -> value * 1e6).toArray();

    assertThat(ResidualTails.of(larger, LEAST_SPREAD).above().at(NATS) / 1e6)
        .isCloseTo(ResidualTails.of(residuals, 1e-15).above().at(NATS), within(1e-9));
  }

  @Test
  void at_isWhereTheTailHasTheNats() {
    for (Tail tail : ResidualTails.of(normal(300), LEAST_SPREAD).sides()) {
      for (double nats : new double[] {0.5, 2, NATS, 20}) {
        assertThat(tail.of(tail.at(nats))).isCloseTo(nats, within(1e-9));
      }
    }
  }

  private static double[] normal(int count) {
    Random random = new Random(7);
    double[] values = new double[count];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }
}
