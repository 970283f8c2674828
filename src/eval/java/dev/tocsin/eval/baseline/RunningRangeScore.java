package dev.tocsin.eval.baseline;

/** How far a value lies outside the range of all before, as a share of that range. */
final class RunningRangeScore implements OnlineScore {
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  @Override
  public double next(double value) {
    double outside = Math.max(0, Math.max(value - highest, lowest - value));
    double score = highest > lowest ? outside / (highest - lowest) : 0;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    return score;
  }
}
