package dev.tocsin.eval.baseline;

/**
 * The absolute difference to the value one season before, over its running mean; until a season has
 * passed, to the last value.
 */
final class SeasonalNaiveScore implements OnlineScore {
  private final DifferenceScore season;
  private final DifferenceScore last = new DifferenceScore(1);

  SeasonalNaiveScore(int seasonSteps) {
    season = new DifferenceScore(seasonSteps);
  }

  @Override
  public double next(double value) {
    boolean ready = season.isReady();
    double bySeason = season.next(value);
    double byLast = last.next(value);
    return ready ? bySeason : byLast;
  }
}
