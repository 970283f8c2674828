package dev.tocsin.model.tribuo;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.lstm.LstmForecasterTrainer;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.Normalisation;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.series.SeriesMatrix;
import java.time.Instant;
import java.time.InstantSource;

/** The kinds of detectors that score each series by a forecast of it. */
enum Kind {
  SEASONAL_AR(SeasonalArTrainer.WINDOW),
  LINEAR(12),
  LSTM(12);

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final int window;

  Kind(int window) {
    this.window = window;
  }

  TrainingSettings settings() {
    return TrainingSettings.of(window);
  }

  Fitted fit(SeriesMatrix history, TrainingSettings settings) {
    return trainer().fit(history, settings, Progress.none());
  }

  Trainer trainer() {
    return switch (this) {
      case SEASONAL_AR -> new SeasonalArTrainer(CLOCK);
      case LINEAR -> new PooledTrainer(new LinearTrainer());
      case LSTM -> new PooledTrainer(new LstmForecasterTrainer(Normalisation.CHANGES, CLOCK));
    };
  }
}
