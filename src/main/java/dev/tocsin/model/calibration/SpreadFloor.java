package dev.tocsin.model.calibration;

/** The least spread of a series that is believed: what spreads less is rounding. */
public final class SpreadFloor {
  /**
   * Relative to the values: far above the rounding of doubles (1e-16), below the noise of a gauge
   * of 1e12 ± 1e4 (1e-8).
   */
  private static final double RELATIVE = 1e-9;

  /** Of a series at 0. */
  private static final double ABSOLUTE = 1e-12;

  private SpreadFloor() {}

  /** The floor of a series whose values are as large as {@code magnitude}. */
  public static double of(double magnitude) {
    return Math.max(ABSOLUTE, RELATIVE * Math.abs(magnitude));
  }
}
