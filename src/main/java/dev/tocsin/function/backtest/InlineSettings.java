package dev.tocsin.function.backtest;

import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.DefaultRecipe;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.pipeline.backtest.RefitSchedule;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.window.CounterRule;

/**
 * How series given inline are replayed: as a request asks, and at the defaults where it does not.
 * The evaluation on labelled data takes its settings from here, too.
 */
public final class InlineSettings {
  private InlineSettings() {}

  /**
   * The settings of a request.
   *
   * @throws dev.tocsin.function.problem.ProblemException if a field is wrong
   * @throws dev.tocsin.pipeline.job.InvalidJobException if a field's value is
   */
  public static BacktestSettings of(BacktestRequest asked, Trainers trainers) {
    String kind = asked.kind == null ? TocsinConfig.Model.DEFAULT_KIND : asked.kind;
    if (!trainers.kinds().contains(kind)) {
      throw ProblemException.badField("kind", kind, "one of " + trainers.kinds());
    }
    ModelRecipe recipe =
        DefaultRecipe.of(
            kind,
            RequestDuration.parse("season", asked.season),
            AskedChoice.of("counters", asked.counters, CounterRule.AUTO));
    return BacktestSettings.of(recipe)
        .withRules(new AskedRules(trainers).of(IncidentRules.standard(), kind, asked))
        .withSchedule(schedule(kind));
  }

  /** What is costly to fit is fitted less often the more there is. */
  private static RefitSchedule schedule(String kind) {
    return kind.equals(SeasonalArTrainer.KIND) ? RefitSchedule.growing() : RefitSchedule.slowing();
  }
}
