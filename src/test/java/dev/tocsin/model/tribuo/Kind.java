package dev.tocsin.model.tribuo;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.lstm.LstmForecasterTrainer;
import dev.tocsin.model.tribuo.novelty.KMeansMeasureTrainer;
import dev.tocsin.model.tribuo.novelty.OneClassSvmTrainer;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.Normalisation;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.series.SeriesMatrix;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/** The kinds of detectors. */
enum Kind {
  SEASONAL_AR(SeasonalArTrainer.WINDOW),
  LINEAR(12),
  LSTM(12),
  KMEANS(12),
  ONE_CLASS_SVM(12);

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final int window;

  Kind(int window) {
    this.window = window;
  }

  /** Those that score each series by a forecast of it. */
  static Stream<Kind> thatForecast() {
    return Stream.of(values()).filter(kind -> kind.trainer().forecasts());
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
      case KMEANS -> new PooledTrainer(new KMeansMeasureTrainer());
      case ONE_CLASS_SVM -> new PooledTrainer(new OneClassSvmTrainer());
    };
  }
}
