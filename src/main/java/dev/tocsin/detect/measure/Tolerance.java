package dev.tocsin.detect.measure;

/**
 * What of an alert after a known stretch is held against a detector.
 *
 * @param lateSteps an alert that begins at most this long after the stretch still finds it
 * @param recoverySteps an alert that begins at most this long after that tells of the way back to
 *     normal: it finds nothing, and is no false alert either
 */
public record Tolerance(int lateSteps, int recoverySteps) {
  /** Alerts count only within the stretch itself. */
  public static final Tolerance NONE = new Tolerance(0, 0);

  /**
   * Checks the steps.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Tolerance {
    if (lateSteps < 0 || recoverySteps < 0) {
      throw new IllegalArgumentException(
          "tolerance of %d late and %d recovery steps, expected 0 or more"
              .formatted(lateSteps, recoverySteps));
    }
  }

  /** The steps after which an alert may begin and still be no false one. */
  int allowedSteps() {
    return lateSteps + recoverySteps;
  }
}
