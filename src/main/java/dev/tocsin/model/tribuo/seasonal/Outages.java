package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.calibration.OrderStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stretches of a past in which a series that moves stood still after a jump: an outage, which is
 * nothing to learn from. Learnt from, it would make the next one ordinary.
 *
 * <p>A night without traffic is none: it is come to gradually, or comes more often.
 */
final class Outages {
  /** Standing still for fewer steps is no outage. */
  private static final int FEWEST_STEPS = 16;

  /** More stretches are how the series is. */
  private static final int MOST_STRETCHES = 2;

  /** What stands still longer than this share of its past does not move enough to tell. */
  private static final double MOST_SHARE = 0.6;

  /** An outage begins with a change beyond so many spreads of the other changes. */
  private static final double JUMP_SPREADS = 8;

  private Outages() {}

  /** The values with outages taken out as missing; the values themselves where there is none. */
  static double[] without(double[] values) {
    List<int[]> stretches = stretches(values);
    int steps = stretches.stream().mapToInt(run -> run[1] - run[0]).sum();
    if (stretches.isEmpty()
        || stretches.size() > MOST_STRETCHES
        || steps > MOST_SHARE * values.length
        || !areEnteredByJumps(values, stretches)) {
      return values;
    }
    double[] kept = values.clone();
    stretches.forEach(run -> Arrays.fill(kept, run[0], run[1], Double.NaN));
    return kept;
  }

  /** Long runs of one value, from (inclusive) to (exclusive). */
  private static List<int[]> stretches(double[] values) {
    List<int[]> stretches = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= values.length; i++) {
      if (i == values.length || values[i] != values[from]) {
        if (i - from >= FEWEST_STEPS) {
          stretches.add(new int[] {from, i});
        }
        from = i;
      }
    }
    return stretches;
  }

  private static boolean areEnteredByJumps(double[] values, List<int[]> stretches) {
    double[] changes = new double[values.length];
    int count = 0;
    for (int i = 1; i < values.length; i++) {
      double change = Math.abs(values[i] - values[i - 1]);
      changes[count] = change;
      count += change > 0 ? 1 : 0;
    }
    if (count == 0) {
      return false;
    }
    double bound =
        JUMP_SPREADS * OrderStatistics.MAD_TO_SIGMA * OrderStatistics.quantile(changes, count, 0.5);
    return stretches.stream()
        .allMatch(run -> run[0] == 0 || Math.abs(values[run[0]] - values[run[0] - 1]) > bound);
  }
}
