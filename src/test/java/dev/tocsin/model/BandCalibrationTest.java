package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class BandCalibrationTest {
  private static final double RATE = 1e-3;

  @Test
  void halfWidths_onNormalNoise_keepTheRate() {
    assertThat(share(Random::nextGaussian)).isBetween(RATE / 10, RATE);
  }

  @Test
  void halfWidths_onLaplaceNoise_keepTheRate() {
    assertThat(
            share(
                random -> {
                  double u = random.nextDouble() - 0.5;
                  return -Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
                }))
        .isBetween(RATE / 3, RATE * 2);
  }

  @Test
  void halfWidths_onSkewedNoise_differBySide() {
    Random random = new Random(1);
    double[] residuals = random.doubles(1000).map(u -> -Math.log(u) - 1).toArray();

    BandCalibration.HalfWidths widths = new BandCalibration(RATE).halfWidths(residuals, 1e-9);

    assertThat(widths.upper()).isGreaterThan(1.5 * widths.lower());
  }

  @Test
  void halfWidths_withPastIncidents_stayBounded() {
    Random random = new Random(1);
    double[] calm = random.doubles(500).map(u -> random.nextGaussian()).toArray();
    double[] marred = calm.clone();
    Arrays.fill(marred, 100, 120, 1000.0);
    BandCalibration calibration = new BandCalibration(RATE);

    assertThat(calibration.halfWidths(marred, 1e-9).upper())
        .isLessThan(3 * calibration.halfWidths(calm, 1e-9).upper());
  }

  @Test
  void halfWidths_ofConstant_areTheMinimumAndALittle() {
    BandCalibration.HalfWidths widths = new BandCalibration(RATE).halfWidths(new double[100], 4);

    assertThat(widths.lower()).isEqualTo(widths.upper()).isBetween(4.0, 5.0);
  }

  @Test
  void halfWidths_ofMostlyZero_includeTheUsualBursts() {
    double[] residuals = new double[1000];
    for (int i = 0; i < residuals.length; i += 20) {
      residuals[i] = 3 + i % 40 * 0.01;
    }

    assertThat(new BandCalibration(RATE).halfWidths(residuals, 1e-9).upper()).isGreaterThan(3.2);
  }

  @Test
  void halfWidths_ofResidualsOnOneSideOnly_leaveRoomOnTheOther() {
    Random random = new Random(1);
    double[] residuals = random.doubles(500).map(u -> 10 + random.nextGaussian()).toArray();

    assertThat(new BandCalibration(RATE).halfWidths(residuals, 1e-9).lower()).isGreaterThan(2.5);
  }

  @Test
  void halfWidths_scaleWithTheResiduals() {
    Random random = new Random(1);
    double[] residuals = random.doubles(300).map(u -> random.nextGaussian()).toArray();
    double[] larger = Arrays.stream(residuals).map(value -> value * 1e6).toArray();
    BandCalibration calibration = new BandCalibration(RATE);

    assertThat(calibration.halfWidths(larger, 1e-9).upper() / 1e6)
        .isCloseTo(calibration.halfWidths(residuals, 1e-15).upper(), within(1e-9));
  }

  @Test
  void normalQuantile_agreesWithTables() {
    assertThat(BandCalibration.normalQuantile(0.025)).isCloseTo(1.959964, within(4.5e-4));
    assertThat(BandCalibration.normalQuantile(1e-6)).isCloseTo(4.753424, within(4.5e-4));
  }

  /** The share of fresh noise outside the bands of many calibrations on 500 residuals. */
  private static double share(ToDoubleFunction<Random> noise) {
    Random random = new Random(42);
    BandCalibration calibration = new BandCalibration(RATE);
    long outside = 0;
    long all = 0;
    for (int repetition = 0; repetition < 200; repetition++) {
      double[] residuals = new double[500];
      Arrays.setAll(residuals, i -> noise.applyAsDouble(random));
      BandCalibration.HalfWidths widths = calibration.halfWidths(residuals, 1e-9);
      for (int i = 0; i < 2000; i++) {
        double fresh = noise.applyAsDouble(random);
        outside += fresh > widths.upper() || -fresh > widths.lower() ? 1 : 0;
        all++;
      }
    }
    return (double) outside / all;
  }
}
