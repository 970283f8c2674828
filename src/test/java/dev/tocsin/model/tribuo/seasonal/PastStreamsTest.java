package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.tribuo.ridge.Autoregression;
import org.junit.jupiter.api.Test;

class PastStreamsTest {
  /** Of a recursion that takes out what it put in. */
  private static final double ROUNDING = 1e-12;

  private static final int SPIKE = 60;

  @Test
  void of_aSpike_forgetsItBehindTheKernelAndTheSpan() {
    double[] residuals = new double[200];
    residuals[SPIKE] = 1;
    SeriesModel.Normal unit = new SeriesModel.Normal(0, 1);
    double[] novelty = new double[residuals.length];

    PastStreams streams =
        PastStreams.of(
            new NormalSeries(residuals, unit, 3),
            Autoregression.none(Ensemble.LAGS),
            novelty,
            novelty);

    double[] ewma = streams.of(Stream.EWMA);
    assertThat(ewma[SPIKE]).isCloseTo(Ensemble.ALPHA * Ensemble.SMOOTH_CLIP, within(ROUNDING));
    assertThat(ewma[SPIKE + Ensemble.KERNEL - 1]).isGreaterThan(1e-3);
    assertThat(ewma[SPIKE + Ensemble.KERNEL]).isCloseTo(0, within(ROUNDING));
    double[] energy = streams.of(Stream.ENERGY);
    assertThat(energy[SPIKE + Ensemble.ENERGY_SPAN - 1])
        .isCloseTo(Ensemble.CLIP / Math.sqrt(Ensemble.ENERGY_SPAN), within(ROUNDING));
    assertThat(energy[SPIKE + Ensemble.ENERGY_SPAN]).isCloseTo(0, within(ROUNDING));
  }

  /** Most of it rests: its quartiles alone would make any move infinitely unusual. */
  @Test
  void of_aSeriesMostlyAtRest_hasAShareOfItsDeviationAsSpread() {
    double[] residuals = new double[100];
    for (int i = 0; i < residuals.length; i += 10) {
      residuals[i] = 10;
    }

    SeriesModel.Normal normal = NormalSeries.of(residuals, 1e-9, 3).normal();

    assertThat(normal.center()).isZero();
    assertThat(normal.scale()).isCloseTo(0.1 * 3, within(ROUNDING));
  }
}
