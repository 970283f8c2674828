package dev.tocsin.pipeline.job;

/** Which steps of a job's window are answered. */
public enum Points {
  /** The last step only. */
  LAST,
  /** Every step of the window. */
  ALL;

  /** How many steps that are. */
  public int steps(Reach reach) {
    return this == ALL ? reach.windowSteps() : 1;
  }
}
