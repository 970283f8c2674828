package dev.tocsin.model.tribuo.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.SyntheticSeries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

final class RobustRidgeTrainerTest {
  private static final int LAGS = 8;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-9;

  private final double[] values = SyntheticSeries.ar(new Random(3), 800, 0, 1, 0.7, -0.2);

  @Test
  void train_onExamplesEqualsTheFitOfTheSeries() {
    RobustRidgeModel model = new RobustRidgeTrainer(LAGS, CLOCK).train(examples(), Map.of());

    double[] present = new double[values.length];
    Arrays.fill(present, LAGS, values.length, 1);
    Autoregression fitted = new RobustRidge(LAGS).fit(values, present);
    for (int lag = 0; lag <= LAGS; lag++) {
      assertThat(model.weight(lag)).isCloseTo(fitted.weight(lag), within(ROUNDING));
    }
    assertThat(model.spread()).isCloseTo(fitted.spread(), within(ROUNDING));
    double forecast = model.predict(examples().getExample(100)).getOutput().getValues()[0];
    assertThat(forecast).isCloseTo(fitted.forecast(values, 100 + LAGS), within(ROUNDING));
  }

  @Test
  void fit_findsTheWeightsDespiteIncidents() {
    double[] bent = values.clone();
    for (int t = 50; t < bent.length; t += 250) {
      bent[t] += 20;
    }
    double[] present = new double[bent.length];
    Arrays.fill(present, LAGS, bent.length, 1);

    Autoregression fitted = new RobustRidge(LAGS).fit(bent, present);

    // Spikes are lags of the next steps too, and pull their weights towards 0 a little.
    assertThat(fitted.weight(0)).isCloseTo(0.7, within(0.2));
    assertThat(fitted.weight(1)).isCloseTo(-0.2, within(0.2));
    assertThat(fitted.spread()).isCloseTo(1, within(0.15));
  }

  @Test
  void fit_ofNothing_isTheRandomWalk() {
    Autoregression fitted = new RobustRidge(LAGS).fit(values, new double[values.length]);

    assertThat(fitted.weights()).containsExactly(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    assertThat(fitted.spread()).isEqualTo(1);
  }

  @Test
  void fit_ofWhatIsForecastExactly_leavesASpread() {
    double[] present = new double[100];
    Arrays.fill(present, LAGS, present.length, 1);

    assertThat(new RobustRidge(LAGS).fit(new double[100], present).spread()).isEqualTo(0.03);
  }

  private MutableDataset<Regressor> examples() {
    MutableDataset<Regressor> examples =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("test", new RegressionFactory()),
            new RegressionFactory());
    for (int t = LAGS; t < values.length; t++) {
      String[] names = new String[LAGS];
      double[] lags = new double[LAGS];
      for (int j = 0; j < LAGS; j++) {
        names[j] = "lag" + j;
        lags[j] = values[t - 1 - j];
      }
      examples.add(new ArrayExample<>(new Regressor("y", values[t]), names, lags));
    }
    return examples;
  }
}
