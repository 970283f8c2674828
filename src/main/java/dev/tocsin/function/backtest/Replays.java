package dev.tocsin.function.backtest;

import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.retrain.TrainingLog;
import dev.tocsin.model.Trainer;
import dev.tocsin.pipeline.backtest.Backtest;
import dev.tocsin.pipeline.backtest.BacktestQuality;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.pipeline.read.RangeRead;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Runs back-tests, and measures them where their caller knows what was anomalous. */
final class Replays {
  private final Trainers trainers;

  Replays(Trainers trainers) {
    this.trainers = trainers;
  }

  /**
   * What a caller knows.
   *
   * @param anomalies what was anomalous
   * @param isAsked whether that nothing was is known too
   */
  record Known(List<KnownAnomaly> anomalies, boolean isAsked) {}

  /** What came out, and how good it was, if that is known. */
  record Replayed(BacktestResult result, Optional<BacktestQuality> quality) {}

  /**
   * Replays samples.
   *
   * @param settings of a kind that there is a trainer of
   * @throws dev.tocsin.pipeline.job.InvalidJobException if an anomaly is none of the samples'
   */
  Replayed run(RangeRead read, BacktestSettings settings, Known known) {
    BacktestQuality.check(known.anomalies(), read.samples(), read.lead());
    Trainer trainer = Objects.requireNonNull(trainers.byKind().get(settings.recipe().kind()));
    BacktestResult result =
        Backtest.of(trainer, settings)
            .run(read.samples(), read.lead(), new TrainingLog("backtest"));
    boolean isMeasured = known.isAsked() || !known.anomalies().isEmpty();
    return new Replayed(
        result,
        isMeasured ? Optional.of(BacktestQuality.of(result, known.anomalies())) : Optional.empty());
  }
}
