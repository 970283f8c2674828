package dev.tocsin.model;

import java.time.Duration;

/**
 * A period in which a series repeats itself, cut into slots of equal length.
 *
 * <p>Slots count from 1970-01-01T00:00 on the clocks of the {@link Shape}'s time zone: with a
 * period of a day, slot 0 begins at midnight. Times are given as {@link WallClock} tells them.
 *
 * @param periodMillis how long a season lasts; any positive number where there is one slot
 * @param slots how many slots it has; 1 means there is no season, only a level
 */
public record Season(long periodMillis, int slots) {
  /** Five minutes of a day: finer slots have too few samples, and cost memory in every series. */
  static final int MAX_SLOTS = 288;

  private static final Season NONE = new Season(1, 1);

  /**
   * Checks the season.
   *
   * @throws IllegalArgumentException if period or slots are below 1
   */
  public Season {
    if (periodMillis < 1 || slots < 1) {
      throw new IllegalArgumentException(
          "season of " + periodMillis + " ms in " + slots + " slots, expected at least 1 of each");
    }
  }

  /** No season: one level for all times. */
  public static Season none() {
    return NONE;
  }

  /**
   * The season of this period on a grid of this step: a slot per step, or per whole number of steps
   * where that would be more than {@value #MAX_SLOTS}.
   *
   * @throws IllegalArgumentException if the period is shorter than two steps
   */
  public static Season of(Duration period, Duration step) {
    long periodMillis = period.toMillis();
    long stepMillis = step.toMillis();
    if (stepMillis < 1 || periodMillis < 2 * stepMillis) {
      throw new IllegalArgumentException(
          "season of " + period + " with steps of " + step + ", expected at least two steps");
    }
    long steps = periodMillis / stepMillis;
    long stepsInSlot = (steps + MAX_SLOTS - 1) / MAX_SLOTS;
    return new Season(periodMillis, (int) ((steps + stepsInSlot - 1) / stepsInSlot));
  }

  /** Whether there is more than one level. */
  public boolean repeats() {
    return slots > 1;
  }

  /** The slot a time falls into, from 0. */
  public int slot(long localMillis) {
    if (slots == 1) {
      return 0;
    }
    return (int) (Math.floorMod(localMillis, periodMillis) * (double) slots / periodMillis);
  }

  /** The number of the season a time falls into, counted from the epoch. */
  public long cycle(long localMillis) {
    return Math.floorDiv(localMillis, periodMillis);
  }
}
