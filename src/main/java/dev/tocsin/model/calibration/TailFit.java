package dev.tocsin.model.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Fits tails. Past incidents are not normal: the highest few runs of a stream's past count as
 * having happened, but how high they were does not matter.
 */
public final class TailFit {
  /** Fewer leave no two excesses. */
  private static final int FEWEST_VALUES = 5;

  private static final double EXCESS_SHARE = 0.08;
  private static final int FEWEST_EXCESSES = 12;

  /** Fewer moves of a series that rests are incidents. */
  private static final int FEWEST_MOVES = 5;

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
  public TailFit(int length) {
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
  public Tail fit(double[] past, int from, double floor, int masked) {
    Kept kept = keep(past, from, masked);
    return kept.size() < FEWEST_VALUES ? Tail.UNKNOWN : tail(kept, sortTop(kept), floor);
  }

  /**
   * The tail of distances from a forecast. Of a series that mostly rests most of the highest are 0:
   * then its rare moves are the tail, and rare as they are.
   *
   * @param past not negative, not NaN, in the order of time; left as it is
   * @param floor the least scale believed
   */
  Tail fitMoves(double[] past, double floor) {
    Kept kept = keep(past, 0, 0);
    if (kept.size() < FEWEST_VALUES) {
      return Tail.UNKNOWN;
    }
    int most = sortTop(kept);
    double start = start(kept, most);
    int moves = 0;
    while (moves < most && scratch[kept.size() - 1 - moves] > start) {
      moves++;
    }
    boolean rests = excess(kept, most) == 0 && moves >= FEWEST_MOVES;
    return tail(kept, rests ? moves : most, floor);
  }

  /** How many values lie at the front of the scratch, and how many runs were taken out. */
  private record Kept(int size, int censored) {}

  private Kept keep(double[] past, int from, int masked) {
    int known = OrderStatistics.present(past, from, past.length, scratch);
    if (known < FEWEST_VALUES) {
      return new Kept(known, masked);
    }
    double level = OrderStatistics.quantile(scratch, known, RUN_QUANTILE);
    List<int[]> censored = highest(past, runsOver(past, from, level));
    return new Kept(withoutRuns(past, from, censored), masked + censored.size());
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

  /** Puts the highest values last, in their order, and returns how many may be excesses. */
  private int sortTop(Kept kept) {
    int wanted = (int) Math.ceil(EXCESS_SHARE * kept.size());
    int most = Math.min(kept.size() / 2, Math.max(FEWEST_EXCESSES, wanted));
    OrderStatistics.select(scratch, kept.size(), kept.size() - most - 1);
    Arrays.sort(scratch, kept.size() - most, kept.size());
    return most;
  }

  private double start(Kept kept, int excesses) {
    return scratch[kept.size() - excesses - 1];
  }

  private double excess(Kept kept, int excesses) {
    int rank = Math.min(excesses - 1, (int) (SCALE_QUANTILE * (excesses + kept.censored())));
    return scratch[kept.size() - excesses + rank] - start(kept, excesses);
  }

  private Tail tail(Kept kept, int excesses, double floor) {
    double scale =
        excess(kept, excesses) * Tail.SHAPE / (Math.pow(1 - SCALE_QUANTILE, -Tail.SHAPE) - 1);
    double share = (excesses + kept.censored()) / (double) (kept.size() + kept.censored());
    return new Tail(
        Math.max(start(kept, excesses), Tail.LEAST_START),
        Math.max(scale, floor) * (1 + CAUTION / Math.sqrt(excesses)),
        -Math.log(share));
  }
}
