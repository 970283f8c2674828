package dev.tocsin.eval.baseline;

/** The absolute difference to the value some steps before, over its running mean. */
final class DifferenceScore implements OnlineScore {
  private final double[] last;
  private final RunningMean usual = new RunningMean();
  private long seen;

  DifferenceScore(int lag) {
    last = new double[lag];
  }

  /** Whether there is a value to take the difference to. */
  boolean isReady() {
    return seen >= last.length;
  }

  @Override
  public double next(double value) {
    int slot = (int) (seen % last.length);
    double score = isReady() ? usual.ratio(Math.abs(value - last[slot])) : 0;
    last[slot] = value;
    seen++;
    return score;
  }
}
