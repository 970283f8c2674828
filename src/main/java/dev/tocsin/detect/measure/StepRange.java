package dev.tocsin.detect.measure;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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

  /** The steps that are in any of the ranges, as ranges that ascend and do not touch. */
  public static List<StepRange> union(Collection<StepRange> ranges) {
    List<StepRange> joined = new ArrayList<>();
    for (StepRange range : ranges.stream().sorted(comparingInt(StepRange::first)).toList()) {
      StepRange before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && range.first <= before.last + 1) {
        joined.set(
            joined.size() - 1, new StepRange(before.first, Math.max(before.last, range.last)));
      } else {
        joined.add(range);
      }
    }
    return joined;
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
