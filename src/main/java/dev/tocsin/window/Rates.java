package dev.tocsin.window;

/**
 * Counters to rates.
 *
 * <p>A fall means the counter was reset; what it counted since then is the increase, as in
 * Prometheus's {@code increase()}. Unlike {@code rate()}, nothing is extrapolated: both ends lie on
 * the grid.
 */
final class Rates {
  private Rates() {}

  /**
   * Replaces counts by the rate since the sample before, per second, in place.
   *
   * <p>Over a gap of up to {@code maxGapSteps} missing steps the rate is the mean over the gap; the
   * missing steps themselves stay NaN. After a longer gap, at the first sample, and next to a value
   * that is not finite, there is no rate: NaN.
   */
  static void perSecond(double[] counts, double stepSeconds, int maxGapSteps) {
    double before = Double.NaN;
    int beforeAt = -1;
    for (int i = 0; i < counts.length; i++) {
      double count = counts[i];
      if (!Double.isFinite(count)) {
        counts[i] = Double.NaN;
        continue;
      }
      int steps = i - beforeAt;
      boolean known = beforeAt >= 0 && steps <= maxGapSteps + 1;
      double increase = count >= before ? count - before : count;
      counts[i] = known ? increase / (steps * stepSeconds) : Double.NaN;
      before = count;
      beforeAt = i;
    }
  }
}
