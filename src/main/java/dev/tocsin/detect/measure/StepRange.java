package dev.tocsin.detect.measure;

/**
 * Consecutive steps of a grid: a stretch that is known to be anomalous, or an alert.
 *
 * @param first the first step, at least 0
 * @param last the last step, inclusive, not before the first
 */
public record StepRange(int first, int last) {
  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if the first step is negative or after the last
   */
  public StepRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "steps %d to %d, expected 0 <= first <= last".formatted(first, last));
    }
  }

  /** How many steps there are, at least 1. */
  public int length() {
    return last - first + 1;
  }

  /** Whether the step is one of them. */
  public boolean contains(int step) {
    return step >= first && step <= last;
  }

  /** Whether the two have a step in common. */
  public boolean overlaps(StepRange other) {
    return first <= other.last && other.first <= last;
  }

  /** These steps and {@code steps} more at the end. */
  public StepRange extendedBy(int steps) {
    return new StepRange(first, last + steps);
  }
}
