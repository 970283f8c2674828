package dev.tocsin.model;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a detector is fitted, whatever its kind.
 *
 * @param window L, how many steps before the target the detector looks at, at least 2
 * @param calendar in what rhythm the series may repeat themselves
 * @param seed of every random choice: the same history and seed give the same detector
 * @param falseAlertRate the share of ordinary steps whose score may reach 1, between 0 and 0.5;
 *     empty for what suits the kind
 * @param network what a kind that is a network is built and trained like
 * @param limits how much data is wanted, and used at most
 */
public record TrainingSettings(
    int window,
    Calendar calendar,
    long seed,
    OptionalDouble falseAlertRate,
    Network network,
    Limits limits) {
  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public TrainingSettings {
    if (window < 2) {
      throw new IllegalArgumentException("window of " + window + " steps, expected at least 2");
    }
    falseAlertRate.ifPresent(TrainingSettings::checkRate);
  }

  private static void checkRate(double rate) {
    if (!(rate > 0 && rate < 0.5)) {
      throw new IllegalArgumentException(
          "false alert rate " + rate + ", expected more than 0 and less than 0.5");
    }
  }

  /** The settings for windows of {@code window} steps, everything else at its default. */
  public static TrainingSettings of(int window) {
    return new TrainingSettings(
        window,
        Calendar.unknown(),
        1,
        OptionalDouble.empty(),
        Network.standard(),
        Limits.defaults());
  }

  /** These settings with a season, in the time zone they have. */
  public TrainingSettings withSeason(Duration period) {
    return withCalendar(new Calendar(Optional.of(period), calendar.zone()));
  }

  /** These settings with another calendar. */
  public TrainingSettings withCalendar(Calendar other) {
    return new TrainingSettings(window, other, seed, falseAlertRate, network, limits);
  }

  /** These settings with another seed. */
  public TrainingSettings withSeed(long other) {
    return new TrainingSettings(window, calendar, other, falseAlertRate, network, limits);
  }

  /** These settings with another rate of false alerts. */
  public TrainingSettings withFalseAlertRate(double rate) {
    return new TrainingSettings(window, calendar, seed, OptionalDouble.of(rate), network, limits);
  }

  /** These settings with another network. */
  public TrainingSettings withNetwork(Network other) {
    return new TrainingSettings(window, calendar, seed, falseAlertRate, other, limits);
  }

  /** These settings with other limits. */
  public TrainingSettings withLimits(Limits other) {
    return new TrainingSettings(window, calendar, seed, falseAlertRate, network, other);
  }

  /**
   * In what rhythm the series may repeat themselves.
   *
   * @param season the period, if it is known; if not, a trainer may look for a day and a week
   * @param zone by whose clocks days and weeks are counted
   */
  public record Calendar(Optional<Duration> season, ZoneId zone) {
    /** No season is known; days and weeks are counted in UTC. */
    public static Calendar unknown() {
      return new Calendar(Optional.empty(), ZoneOffset.UTC);
    }
  }

  /**
   * What a network is built and trained like.
   *
   * @param units of its hidden layer, at least 1
   * @param epochs passes over the windows, at least 1
   */
  public record Network(int units, int epochs) {
    /** Eight units as in the tutorial, and ten passes. */
    public static Network standard() {
      return new Network(8, 10);
    }
  }

  /**
   * How much data is wanted, and used at most.
   *
   * @param minimumWindows usable windows a series needs, at least 20, else it is left out
   * @param maximumWindows windows the weights are fitted on, drawn over all series
   * @param heldBackShare share of each series' history the weights never see, from which the band
   *     is made; above 0, below 1
   * @param maxGapSteps how many missing steps in a row the last sample may stand in for
   */
  public record Limits(
      int minimumWindows, int maximumWindows, double heldBackShare, int maxGapSteps) {
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

    /** These limits with another longest gap. */
    public Limits withMaxGapSteps(int steps) {
      return new Limits(minimumWindows, maximumWindows, heldBackShare, steps);
    }

    /** These limits with fewer windows used at most, or as many as there are. */
    public Limits withMaximumWindows(int windows) {
      return new Limits(
          minimumWindows,
          Math.max(minimumWindows, Math.min(maximumWindows, windows)),
          heldBackShare,
          maxGapSteps);
    }

    /** 50 windows wanted per series, 30,000 used at most, the last quarter held back; gaps of 3. */
    public static Limits defaults() {
      return new Limits(50, 30_000, 0.25, 3);
    }
  }
}
