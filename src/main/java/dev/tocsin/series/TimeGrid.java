package dev.tocsin.series;

import java.time.Duration;
import java.time.Instant;

/**
 * Evenly spaced evaluation times, ascending: {@code start, start + step, …}, {@code count} of them.
 *
 * @param startMillis the first time, in milliseconds since the epoch
 * @param stepMillis the distance of two times, at least 1
 * @param count how many times there are, at least 1
 */
public record TimeGrid(long startMillis, long stepMillis, int count) {
  /**
   * Checks the grid.
   *
   * @throws IllegalArgumentException if the step or the count is below 1
   */
  public TimeGrid {
    if (stepMillis < 1) {
      throw new IllegalArgumentException("step is " + stepMillis + " ms, expected at least 1 ms");
    }
    if (count < 1) {
      throw new IllegalArgumentException("the grid has " + count + " steps, expected at least 1");
    }
  }

  /**
   * The grid whose last time is the latest multiple of {@code step} that is not after {@code end}.
   *
   * <p>Grids of one step thus fall on the same instants whenever they are asked for, as
   * Prometheus's own rule evaluation and Grafana align them.
   */
  public static TimeGrid endingAt(Instant end, Duration step, int count) {
    long stepMillis = step.toMillis();
    if (stepMillis < 1) {
      throw new IllegalArgumentException("step is " + step + ", expected at least 1 ms");
    }
    long last = Math.floorDiv(end.toEpochMilli(), stepMillis) * stepMillis;
    return new TimeGrid(last - (count - 1L) * stepMillis, stepMillis, count);
  }

  /** The time of step {@code index}, in milliseconds since the epoch. */
  public long timeMillis(int index) {
    return startMillis + index * stepMillis;
  }

  /** The time of step {@code index}. */
  public Instant time(int index) {
    return Instant.ofEpochMilli(timeMillis(index));
  }

  /** The last time, inclusive, in milliseconds since the epoch. */
  public long endMillis() {
    return timeMillis(count - 1);
  }

  /** The distance of two times. */
  public Duration step() {
    return Duration.ofMillis(stepMillis);
  }

  /** The steps {@code from} (inclusive) to {@code to} (exclusive) of this grid. */
  public TimeGrid slice(int from, int to) {
    return new TimeGrid(timeMillis(from), stepMillis, to - from);
  }
}
