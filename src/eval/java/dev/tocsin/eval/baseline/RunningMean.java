package dev.tocsin.eval.baseline;

/** The mean of what was seen so far, as a yardstick for what comes next. */
final class RunningMean {
  /** Fewer values than this say too little to measure others by. */
  private static final int MIN_VALUES = 10;

  private double sum;
  private int count;

  /** The value as a multiple of the mean so far, 0 where that says nothing; then counts it in. */
  double ratio(double value) {
    double ratio = count > MIN_VALUES && sum > 0 ? value / (sum / count) : 0;
    sum += value;
    count++;
    return ratio;
  }
}
