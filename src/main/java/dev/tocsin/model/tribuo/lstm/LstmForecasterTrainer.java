package dev.tocsin.model.tribuo.lstm;

import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.pooled.Forecaster;
import dev.tocsin.model.tribuo.pooled.ForecasterTrainer;
import dev.tocsin.model.tribuo.pooled.Normalisation;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.time.InstantSource;

/** Trains the LSTM as the forecaster of a detector. */
public final class LstmForecasterTrainer implements ForecasterTrainer {
  private final Normalisation normalisation;
  private final InstantSource clock;

  /**
   * A trainer of networks.
   *
   * @param clock tells when a network was trained, for its provenance
   */
  public LstmForecasterTrainer(Normalisation normalisation, InstantSource clock) {
    this.normalisation = normalisation;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return LstmTrainer.KIND;
  }

  @Override
  public Normalisation normalisation() {
    return normalisation;
  }

  @Override
  public Forecaster fit(TrainingWindows windows, TrainingSettings training, Progress progress) {
    LstmSettings settings = LstmSettings.of(training.network());
    return Forecaster.of(new LstmTrainer(settings, training.seed(), clock).fit(windows, progress));
  }
}
