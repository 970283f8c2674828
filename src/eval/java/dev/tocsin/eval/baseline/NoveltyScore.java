package dev.tocsin.eval.baseline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/** The distance to the nearest of the last 5,000 values, as a share of the range of all before. */
final class NoveltyScore implements OnlineScore {
  private static final int MEMORY = 5_000;

  private final Deque<Double> remembered = new ArrayDeque<>();
  private final TreeMap<Double, Integer> counts = new TreeMap<>();
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  @Override
  public double next(double value) {
    double score = highest > lowest ? distance(value) / (highest - lowest) : 0;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    remember(value);
    return score;
  }

  private double distance(double value) {
    Double below = counts.floorKey(value);
    Double above = counts.ceilingKey(value);
    return Math.min(
        below == null ? Double.MAX_VALUE : value - below,
        above == null ? Double.MAX_VALUE : above - value);
  }

  private void remember(double value) {
    remembered.add(value);
    counts.merge(value, 1, Integer::sum);
    if (remembered.size() > MEMORY) {
      counts.computeIfPresent(remembered.remove(), (v, count) -> count == 1 ? null : count - 1);
    }
  }
}
