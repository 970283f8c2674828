package dev.tocsin.function.job;

import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.util.Optional;

/** How models of series are made that are not those of a configured job. */
public final class DefaultRecipe {
  private static final int LAGS = 12;
  private static final int MAX_GAP = 3;
  private static final long SEED = 1;

  private DefaultRecipe() {}

  /** The recipe of a kind, at its defaults but for these. */
  public static ModelRecipe of(String kind, Optional<Duration> season, CounterRule counters) {
    return new ModelRecipe(kind, lags(kind), season, new Preprocessing(counters, MAX_GAP), SEED);
  }

  /** How many steps a model of a kind looks back where nothing else is said. */
  static int lags(String kind) {
    return kind.equals(SeasonalArTrainer.KIND) ? SeasonalArTrainer.WINDOW : LAGS;
  }
}
