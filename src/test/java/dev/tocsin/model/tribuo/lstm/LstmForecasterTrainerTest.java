package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.pooled.Normalisation;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.series.SeriesMatrix;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LstmForecasterTrainerTest {
  private static Fitted fit(SeriesMatrix history, Normalisation normalisation) {
    return fit(history, normalisation, TrainingSettings.of(10));
  }

  private static Fitted fit(
      SeriesMatrix history, Normalisation normalisation, TrainingSettings settings) {
    LstmForecasterTrainer trainer =
        new LstmForecasterTrainer(normalisation, InstantSource.fixed(Instant.EPOCH));
    return new PooledTrainer(trainer).fit(history, settings, Progress.none());
  }

  private static double errorByLastValues(Fitted fitted) {
    Fitted.Accuracy accuracy = fitted.report().accuracy();
    return accuracy.maeModel() / accuracy.maeNaive();
  }

  @Test
  void fit_onLevels_comesNearTheBestForecastOfAnAutoregression() {
    Fitted fitted = fit(SyntheticSeries.arMatrix(7, 10, 1000, 0.3), Normalisation.LEVELS);

    // Normal AR(1): the best forecast errs √((1 + φ) / 2) as much as the last value.
    double best = Math.sqrt((1 + 0.3) / 2);
    assertThat(errorByLastValues(fitted)).isBetween(best * 0.97, best * 1.05);
    assertThat(fitted.kind()).isEqualTo("lstm");
    assertThat(fitted.report().provenance()).contains(LstmTrainer.class.getName(), "hidden=8");
  }

  @Test
  void fit_ofAnotherNetwork_hasItsUnitsAndEpochs() {
    TrainingSettings settings =
        TrainingSettings.of(10).withNetwork(new TrainingSettings.Network(3, 2));

    Fitted fitted = fit(SyntheticSeries.arMatrix(7, 2, 200, 0.3), Normalisation.CHANGES, settings);

    assertThat(fitted.report().provenance()).contains("hidden=3", "epochs=2");
  }

  @Test
  void fit_onChanges_isAsGoodAsTheLastValueOnRandomWalks() {
    Fitted fitted = fit(SyntheticSeries.arMatrix(7, 10, 1000, 1), Normalisation.CHANGES);

    // Nothing can be better; what the weights cost is their noise.
    assertThat(errorByLastValues(fitted)).isCloseTo(1, within(0.01));
  }
}
