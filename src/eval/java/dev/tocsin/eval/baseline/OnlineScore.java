package dev.tocsin.eval.baseline;

/**
 * Scores one value after the other. It is given no more than the past, so it cannot look ahead. Not
 * thread-safe.
 */
public interface OnlineScore {
  /**
   * Scores the next sample and learns from it.
   *
   * @param value never NaN; missing samples are left out
   * @return 0 or more
   */
  double next(double value);
}
