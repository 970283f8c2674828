package dev.tocsin.function.backtest;

import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.job.Rules;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.function.request.LabelNames;
import dev.tocsin.function.retrain.TrainingLog;
import dev.tocsin.model.Trainer;
import dev.tocsin.pipeline.backtest.Backtest;
import dev.tocsin.pipeline.backtest.BacktestQuality;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.pipeline.read.RangeRead;
import java.util.List;
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
   * @throws dev.tocsin.pipeline.job.InvalidJobException if an anomaly is none of the samples'
   */
  Replayed run(RangeRead read, BacktestSettings settings, Known known) {
    BacktestQuality.check(known.anomalies(), read.samples(), read.lead());
    BacktestResult result =
        Backtest.of(trainer(settings.recipe().kind()), settings)
            .run(read.samples(), read.lead(), new TrainingLog("backtest"));
    boolean isMeasured = known.isAsked() || !known.anomalies().isEmpty();
    return new Replayed(
        result,
        isMeasured ? Optional.of(BacktestQuality.of(result, known.anomalies())) : Optional.empty());
  }

  /** The rules with the groups that a request asks for, if it does. */
  static IncidentRules grouped(IncidentRules rules, BacktestRequest asked) {
    return Rules.withGroups(rules, "group_by", LabelNames.of(asked.groupBy));
  }

  /** Whether models of this kind say what they expected. */
  boolean forecasts(String kind) {
    return trainers.forecasts(kind);
  }

  /** The trainer of this kind. */
  Trainer trainer(String kind) {
    Trainer trainer = trainers.byKind().get(kind);
    if (trainer == null) {
      throw InlineSeries.wrong(
          "kind is " + Quoted.of(kind) + ", expected one of " + trainers.kinds());
    }
    return trainer;
  }
}
