package dev.tocsin.pipeline.job;

import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.incident.View;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a job's model is made.
 *
 * @param kind the trainer
 * @param lags how many past steps a forecast looks at
 * @param calendar the rhythm of the series, if it is known, and the time zone of days and weeks
 * @param preprocessing what is done to samples before
 * @param falseAlertRate the share of ordinary steps that may be anomalous; empty for what suits the
 *     kind
 * @param seed what everything random in training starts from
 * @param network what the kind {@code lstm} is built and trained like
 * @param exclusions what of a history it is not trained on
 */
public record ModelRecipe(
    String kind,
    int lags,
    TrainingSettings.Calendar calendar,
    Preprocessing preprocessing,
    OptionalDouble falseAlertRate,
    long seed,
    TrainingSettings.Network network,
    Exclusions exclusions) {
  /** More lags than this are refused: they would not be learnt from any history we can read. */
  private static final int MAX_LAGS = 10_000;

  /** Rarer than this cannot be told from any history we can read. */
  private static final double LEAST_RATE = 1e-5;

  private static final double MOST_RATE = 0.05;

  /** Far more than the number of lags that a network of them could learn from. */
  private static final int MOST_UNITS = 256;

  private static final int MOST_EPOCHS = 1_000;

  /**
   * Checks the recipe.
   *
   * @throws InvalidJobException if a number is out of its range
   */
  public ModelRecipe {
    checkWithin("model.lags", lags, 2, MAX_LAGS);
    checkWithin("model.units", network.units(), 1, MOST_UNITS);
    checkWithin("model.epochs", network.epochs(), 1, MOST_EPOCHS);
    falseAlertRate.ifPresent(ModelRecipe::checkRate);
  }

  private static void checkWithin(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidJobException(field, Integer.toString(value), least + " to " + most);
    }
  }

  private static void checkRate(double rate) {
    if (!(rate >= LEAST_RATE && rate <= MOST_RATE)) {
      throw new InvalidJobException(
          "model.false-alert-rate", Double.toString(rate), LEAST_RATE + " to " + MOST_RATE);
    }
  }

  /** A recipe with days in UTC and the usual rate of false alerts. */
  public ModelRecipe(
      String kind, int lags, Optional<Duration> season, Preprocessing preprocessing, long seed) {
    this(
        kind,
        lags,
        new TrainingSettings.Calendar(season, ZoneOffset.UTC),
        preprocessing,
        OptionalDouble.empty(),
        seed,
        TrainingSettings.Network.standard(),
        Exclusions.none());
  }

  /** The rhythm of the series, if it is known. */
  public Optional<Duration> season() {
    return calendar.season();
  }

  /** What verdicts of its models tell by these rules; there may be points before the first. */
  public View view(IncidentRules rules, Duration step) {
    return new View(step, rules.echoSteps(lags, step), preprocessing.maxGapSteps(), false);
  }

  /** What a trainer is told. */
  public TrainingSettings trainingSettings() {
    return new TrainingSettings(
        lags,
        calendar,
        seed,
        falseAlertRate,
        network,
        TrainingSettings.Limits.defaults().withMaxGapSteps(preprocessing.maxGapSteps()));
  }
}
