package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** Ensembles fitted on series with known laws. */
final class Ensembles {
  static final TrainingSettings SETTINGS = TrainingSettings.of(SeasonalArTrainer.WINDOW);
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private Ensembles() {}

  static SeasonalArTrainer trainer() {
    return new SeasonalArTrainer(CLOCK);
  }

  static Fitted fit(SeriesMatrix history, TrainingSettings settings) {
    return trainer().fit(history, settings, Progress.none());
  }

  static Fitted fit(SeriesMatrix history) {
    return fit(history, SETTINGS);
  }

  static Detector detector(SeriesMatrix history, TrainingSettings settings) {
    return Detectors.detector("dns", "a", fit(history, settings), history);
  }

  /** Series of many laws: noise, autoregressions, walks, seasons, counts, big gauges, gaps. */
  static SeriesMatrix zoo(long seed, int steps, long stepMillis) {
    Random random = new Random(seed);
    SeriesMatrix.Builder builder =
        SeriesMatrix.on(new TimeGrid(1_767_225_600_000L, stepMillis, steps));
    for (int law = 0; law < 16; law++) {
      double[] values = new double[steps];
      double state = 0;
      for (int t = 0; t < steps; t++) {
        double noise = random.nextGaussian();
        state = law % 8 == 1 ? 0.9 * state + noise : state + noise;
        double day = Math.sin(2 * Math.PI * t * stepMillis / 86_400_000.0);
        values[t] =
            switch (law % 8) {
              case 1, 2 -> state;
              case 3 -> 10 + 5 * day + noise;
              case 4 -> random.nextDouble() < 0.2 ? 1 : 0;
              case 5 -> 1e12 + 1e4 * noise;
              case 6 -> Math.exp(noise);
              case 7 -> t % 97 == 0 ? 40 : 3 + 1e-3 * noise;
              default -> noise;
            };
        if (law >= 8 && random.nextDouble() < 0.15) {
          values[t] = Double.NaN;
        }
        if (law >= 8 && t % 211 < 7) {
          values[t] = Double.NaN;
        }
      }
      builder.add(SyntheticSeries.labels(law), values);
    }
    return builder.build();
  }
}
