package dev.tocsin.model.tribuo.pooled;

/** How a raw window becomes the features of a forecaster, in double, inside the graph. */
public enum Normalisation {
  /**
   * L features: the window less the seasonal level, in scales. The forecast is of the target less
   * its seasonal level, in scales.
   */
  LEVELS {
    @Override
    public int features(int window) {
      return window;
    }

    @Override
    public double bound() {
      return 1e6;
    }
  },
  /**
   * L − 1 features: the steps from each value to the next, less what the season does, in scales.
   * The forecast is of the step to the target. It knows no level, and so is at home on series that
   * wander, and on ones it has never seen.
   */
  CHANGES {
    @Override
    public int features(int window) {
      return window - 1;
    }

    @Override
    public double bound() {
      return 20;
    }
  };

  /**
   * Features are cut at this many scales, above and below. Levels are cut only where float would
   * overflow. Changes are cut where they are incidents: a spike or a jump in the window then moves
   * the forecast by no more than a large ordinary change does.
   */
  public abstract double bound();

  /** How many features a window of {@code window} steps has. */
  public abstract int features(int window);
}
