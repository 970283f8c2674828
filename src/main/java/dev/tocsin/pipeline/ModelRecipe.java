package dev.tocsin.pipeline;

import dev.tocsin.model.TrainingSettings;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.util.Optional;

/**
 * How a job's model is made.
 *
 * @param kind the trainer
 * @param lags how many past steps a forecast looks at
 * @param season the rhythm of the series, if they have one
 * @param preprocessing what is done to samples before
 * @param seed what everything random in training starts from
 */
public record ModelRecipe(
    String kind, int lags, Optional<Duration> season, Preprocessing preprocessing, long seed) {
  /** More lags than this are refused: they would not be learnt from any history we can read. */
  private static final int MAX_LAGS = 10_000;

  /**
   * Checks the recipe.
   *
   * @throws InvalidJobException if the number of lags is out of its range
   */
  public ModelRecipe {
    if (lags < 2 || lags > MAX_LAGS) {
      throw new InvalidJobException("model.lags", Integer.toString(lags), "2 to " + MAX_LAGS);
    }
  }

  /** What a trainer is told. */
  TrainingSettings trainingSettings() {
    TrainingSettings settings = TrainingSettings.of(lags).withSeed(seed);
    return season.map(settings::withSeason).orElse(settings);
  }
}
