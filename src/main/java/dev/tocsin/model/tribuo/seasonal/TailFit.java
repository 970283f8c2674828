package dev.tocsin.model.tribuo.seasonal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Fits tails. Past incidents are not normal: the highest few runs of a stream's past count as
 * having happened, but how high they were does not matter.
 */
final class TailFit {
  private static final int FEWEST_VALUES = 20;
  private static final double EXCESS_SHARE = 0.08;
  private static final int FEWEST_EXCESSES = 12;

  /** The tail's scale is read here, so that the largest fourth cannot move it. */
  private static final double SCALE_QUANTILE = 0.75;

  /** Little known, wide tail: the scale grows by 1 + 1.5 / √excesses. */
  private static final double CAUTION = 1.5;

  private static final double RUN_QUANTILE = 0.9;
  private static final int RUN_GAP = 8;
  private static final double CENSORED_SHARE = 0.15;
  private static final int FEWEST_CENSORED = 2;
  private static final int MOST_CENSORED = 4;

  private final double[] scratch;

  /** Fits of at most {@code length} values at a time. Confined to one thread. */
  TailFit(int length) {
    this.scratch = new double[length];
  }

  /**
   * The tail of a stream.
   *
   * @param past of the stream, not negative; NaN where unknown or masked; left as it is
   * @param from what comes before counts not
   * @param floor the least scale believed
   * @param masked how many incidents were taken out of the past
   */
  Tail fit(double[] past, int from, double floor, int masked) {
    int known = OrderStatistics.present(past, from, past.length, scratch);
    if (known < FEWEST_VALUES) {
      return Tail.UNKNOWN;
    }
    double level = OrderStatistics.quantile(scratch, known, RUN_QUANTILE);
    List<int[]> censored = highest(past, runsOver(past, from, level));
    int size = withoutRuns(past, from, censored);
    return tail(size, floor, masked + censored.size());
  }

  private static List<int[]> highest(double[] past, List<int[]> runs) {
    int share = (int) (CENSORED_SHARE * runs.size());
    int count = Math.min(MOST_CENSORED, Math.max(FEWEST_CENSORED, share));
    if (runs.size() <= count + 2) {
      return List.of();
    }
    runs.sort(Comparator.comparingDouble(run -> -past[run[2]]));
    return runs.subList(0, count);
  }

  /** Runs of values above the level: first, last, peak. Those close together are one. */
  private static List<int[]> runsOver(double[] past, int from, double level) {
    List<int[]> runs = new ArrayList<>();
    int[] run = {0, Integer.MIN_VALUE / 2, 0};
    for (int i = from; i < past.length; i++) {
      if (past[i] > level) {
        if (i > run[1] + RUN_GAP) {
          run = new int[] {i, i, i};
          runs.add(run);
        }
        run[1] = i;
        run[2] = past[i] > past[run[2]] ? i : run[2];
      }
    }
    return runs;
  }

  private int withoutRuns(double[] past, int from, List<int[]> runs) {
    List<int[]> byTime = new ArrayList<>(runs);
    byTime.sort(Comparator.comparingInt(run -> run[0]));
    int size = 0;
    int next = from;
    for (int[] run : byTime) {
      size = append(past, next, run[0], size);
      next = run[1] + 1;
    }
    return append(past, next, past.length, size);
  }

  private int append(double[] past, int from, int to, int size) {
    int count = size;
    for (int i = from; i < to; i++) {
      scratch[count] = past[i];
      count += Double.isNaN(past[i]) ? 0 : 1;
      if (count == scratch.length) {
        return count;
      }
    }
    return count;
  }

  private Tail tail(int size, double floor, int censored) {
    int wanted = (int) Math.ceil(EXCESS_SHARE * size);
    int excesses = Math.min(size / 2, Math.max(FEWEST_EXCESSES, wanted));
    double start = OrderStatistics.select(scratch, size, size - excesses - 1);
    Arrays.sort(scratch, size - excesses, size);
    int rank = Math.min(excesses - 1, (int) (SCALE_QUANTILE * (excesses + censored)));
    double excess = scratch[size - excesses + rank] - start;
    double scale = excess * Tail.SHAPE / (Math.pow(1 - SCALE_QUANTILE, -Tail.SHAPE) - 1);
    double share = (excesses + censored) / (double) (size + censored);
    return new Tail(
        Math.max(start, Tail.LEAST_START),
        Math.max(scale, floor) * (1 + CAUTION / Math.sqrt(excesses)),
        -Math.log(share));
  }
}
