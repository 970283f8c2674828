package dev.tocsin.detect.measure;

/**
 * How far from an event an alert may begin.
 *
 * @param earlySteps an alert that begins at most this long before an event finds it
 * @param lateSteps an alert that begins at most this long after an event still finds it
 * @param recoverySteps an alert that begins at most this long after that tells of the way back to
 *     normal: it finds nothing, and is no false alert either
 */
public record Tolerance(int earlySteps, int lateSteps, int recoverySteps) {
  /** Alerts count only within the event itself. */
  public static final Tolerance NONE = new Tolerance(0, 0, 0);

  /**
   * Checks the steps.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Tolerance {
    if (earlySteps < 0 || lateSteps < 0 || recoverySteps < 0) {
      throw new IllegalArgumentException(
          "tolerance of %d early, %d late and %d recovery steps, expected 0 or more"
              .formatted(earlySteps, lateSteps, recoverySteps));
    }
  }

  /** The steps at which an alert may begin to find the event. */
  StepRange around(StepRange event) {
    return new StepRange(Math.max(0, event.first() - earlySteps), event.last() + lateSteps);
  }

  /** Whether an alert that begins at this step finds the event. */
  boolean finds(StepRange event, int onset) {
    return around(event).contains(onset);
  }

  /** Whether an alert that begins at this step is no false one because of the event. */
  boolean excuses(StepRange event, int onset) {
    return around(event).extendedBy(recoverySteps).contains(onset);
  }
}
