package dev.tocsin.detect.incident;

import dev.tocsin.detect.Scored;

/**
 * The level that an incident moved a series away from, until the series is back there.
 *
 * <p>A model that looks back a few steps soon takes the new level for normal, and then finds the
 * way back anomalous.
 */
final class ShiftedLevel {
  /** So many calm steps in a row at the old level are a return that nobody noticed. */
  private static final int CALM_STEPS = 3;

  private final boolean wasAbove;
  private final double lower;
  private final double upper;
  private final int until;
  private int calmSteps;

  /**
   * The level that was expected when the incident began.
   *
   * @param onset the first anomalous point
   * @param until the index from which on a return is an incident of its own
   */
  ShiftedLevel(Scored onset, int until) {
    this.wasAbove = onset.y() > onset.yhat();
    // The old level has moved a little since then: twice the band.
    this.lower = onset.yhatLower() - (onset.yhat() - onset.yhatLower());
    this.upper = onset.yhatUpper() + (onset.yhatUpper() - onset.yhat());
    this.until = until;
  }

  /** The series was calm at this point. */
  void calm(Scored point) {
    calmSteps = isOldLevel(point) ? calmSteps + 1 : 0;
  }

  /** Whether an anomalous point is the way back to the old level. */
  boolean isReturn(int i, Scored point) {
    boolean isBack = wasAbove == (point.y() < point.yhat());
    return calmSteps < CALM_STEPS && i < until && isBack && isOldLevel(point);
  }

  private boolean isOldLevel(Scored point) {
    return lower <= point.y() && point.y() <= upper;
  }
}
