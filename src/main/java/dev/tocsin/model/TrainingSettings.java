package dev.tocsin.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How a detector is fitted, whatever its kind.
 *
 * @param window L, how many steps before the target the detector looks at, at least 2
 * @param season the period in which the series repeat themselves, if they do
 * @param seed of every random choice: the same history and seed give the same detector
 * @param falseAlertRate the share of ordinary steps whose score may exceed 1, between 0 and 0.5
 * @param limits how much data is wanted, and used at most
 */
public record TrainingSettings(
    int window, Optional<Duration> season, long seed, double falseAlertRate, Limits limits) {
  /** One false alert in 10,000 steps: at 15 s about every other day for a series. */
  public static final double DEFAULT_FALSE_ALERT_RATE = 1e-4;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public TrainingSettings {
    if (window < 2) {
      throw new IllegalArgumentException("window of " + window + " steps, expected at least 2");
    }
    if (!(falseAlertRate > 0 && falseAlertRate < 0.5)) {
      throw new IllegalArgumentException(
          "false alert rate " + falseAlertRate + ", expected more than 0 and less than 0.5");
    }
  }

  /** The settings for windows of {@code window} steps, everything else at its default. */
  public static TrainingSettings of(int window) {
    return new TrainingSettings(
        window, Optional.empty(), 1, DEFAULT_FALSE_ALERT_RATE, Limits.defaults());
  }

  /** These settings with a season. */
  public TrainingSettings withSeason(Duration period) {
    return new TrainingSettings(window, Optional.of(period), seed, falseAlertRate, limits);
  }

  /** These settings with another seed. */
  public TrainingSettings withSeed(long other) {
    return new TrainingSettings(window, season, other, falseAlertRate, limits);
  }

  /** These settings with another rate of false alerts. */
  public TrainingSettings withFalseAlertRate(double rate) {
    return new TrainingSettings(window, season, seed, rate, limits);
  }

  /** These settings with other limits. */
  public TrainingSettings withLimits(Limits other) {
    return new TrainingSettings(window, season, seed, falseAlertRate, other);
  }

  /**
   * How much data is wanted, and used at most.
   *
   * @param minimumWindows usable windows a series needs, at least 20, else it is left out
   * @param maximumWindows windows the weights are fitted on, drawn over all series
   * @param heldBackShare share of each series' history the weights never see, from which the band
   *     is made; above 0, below 1
   */
  public record Limits(int minimumWindows, int maximumWindows, double heldBackShare) {
    /** Fewer windows than this leave fewer than five for the band. */
    private static final int FEWEST_WINDOWS = 20;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Limits {
      if (minimumWindows < FEWEST_WINDOWS || maximumWindows < minimumWindows) {
        throw new IllegalArgumentException(
            "between "
                + minimumWindows
                + " and "
                + maximumWindows
                + " windows, expected "
                + FEWEST_WINDOWS
                + " or more, and the maximum not below the minimum");
      }
      if (!(heldBackShare > 0 && heldBackShare < 1)) {
        throw new IllegalArgumentException(
            "held-back share " + heldBackShare + ", expected more than 0 and less than 1");
      }
    }

    /** 50 windows wanted per series, 30,000 used at most, the last quarter held back. */
    public static Limits defaults() {
      return new Limits(50, 30_000, 0.25);
    }
  }
}
