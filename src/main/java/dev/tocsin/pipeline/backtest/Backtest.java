package dev.tocsin.pipeline.backtest;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.incident.Incidents;
import dev.tocsin.detect.incident.View;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.read.Silence;
import dev.tocsin.pipeline.read.TooManyPointsException;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.List;
import java.util.function.Predicate;

/**
 * Replays a range as live scoring would have seen it: the same preparation, windows, models,
 * judgement and incidents, with models fitted on their schedule from what lay before.
 *
 * <p>No step sees anything after it. Only the moment of the first fit of a growing schedule knows
 * how long the range is, as the probation of the Numenta benchmark does. Thread-safe; blocks.
 */
public final class Backtest {
  private final Trainer trainer;
  private final BacktestSettings settings;

  private Backtest(Trainer trainer, BacktestSettings settings) {
    this.trainer = trainer;
    this.settings = settings;
  }

  /** A back-test of models made by this trainer. */
  public static Backtest of(Trainer trainer, BacktestSettings settings) {
    return new Backtest(trainer, settings);
  }

  /**
   * Replays all samples; as many steps as the first fit needs have no score.
   *
   * @param samples {@code [series × time]} as a source gives them, counters not yet rates
   * @param progress told of the steps done; may end the back-test by a CancellationException
   * @throws TooManyPointsException if there are more points than one back-test may have
   */
  public BacktestResult run(SeriesMatrix samples, Progress progress) {
    return run(samples, 0, progress);
  }

  /**
   * Replays the samples after the first {@code lead} steps, which are history only: they are learnt
   * from, and not judged.
   *
   * @throws TooManyPointsException if there are more points than one back-test may have
   */
  public BacktestResult run(SeriesMatrix samples, int lead, Progress progress) {
    int steps = samples.columns() - lead;
    if ((long) samples.rows() * steps > settings.maxPoints()) {
      throw TooManyPointsException.ofBacktest(samples.rows(), steps, settings.maxPoints());
    }
    ModelRecipe recipe = settings.recipe();
    SeriesMatrix aligned = recipe.preprocessing().alignFromStart(samples);
    SlidingWindows windows =
        new SlidingWindows(aligned, recipe.lags(), recipe.preprocessing().maxGapSteps());
    try (Replay replay = new Replay(trainer, settings, windows, lead)) {
      replay.run(progress);
      List<SeriesVerdict> series = replay.verdicts();
      IncidentRules rules = settings.rules();
      View begun = recipe.view(rules, aligned.grid().step());
      View view = lead == 0 ? begun.whole() : begun;
      Predicate<Labels> isAlive = Silence.notBefore(aligned, lead, view);
      return new BacktestResult(
          aligned.grid().slice(lead, aligned.columns()),
          series,
          GroupVerdict.of(series, rules.grouping()),
          Incidents.ofSeries(series, rules, view, isAlive),
          Incidents.of(series, rules, view, isAlive),
          replay.fits());
    }
  }
}
