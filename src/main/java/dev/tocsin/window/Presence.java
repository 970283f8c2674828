package dev.tocsin.window;

/**
 * Which steps of a series count where samples are missing.
 *
 * <p>A step counts if it has a sample and the steps it is forecast from are known: they have a
 * sample, or the one before stands in for at most a few missing in a row. Behind a longer gap, and
 * at the beginning, steps count again once they are forecast from fresh samples alone.
 */
public final class Presence {
  private Presence() {}

  /**
   * Marks the steps that count.
   *
   * @param values oldest first; NaN where there is no sample
   * @param lags from how many steps before it a step is forecast
   * @param maxGapSteps how many missing steps in a row the sample before may stand in for
   * @param present gets 1 at steps that count, 0 at others; as long as {@code values}
   */
  public static void mark(double[] values, int lags, int maxGapSteps, double[] present) {
    int missing = maxGapSteps + 1;
    int known = 0;
    for (int i = 0; i < values.length; i++) {
      boolean isThere = !Double.isNaN(values[i]);
      present[i] = isThere && known >= lags ? 1 : 0;
      missing = isThere ? 0 : missing + 1;
      known = missing > maxGapSteps ? 0 : known + 1;
    }
  }
}
