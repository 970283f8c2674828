package dev.tocsin.pipeline.backtest;

import java.util.OptionalInt;

/**
 * When a back-test fits, counted in steps from the beginning of its samples.
 *
 * @param first the step before which the first model is fitted; by default after 15 % of the steps,
 *     at least 60 and at most 200, and not before two seasons where one is configured
 * @param every steps from one fit to the next; by default 10 % of the steps so far, at least 50 and
 *     at most {@code mostUntilNext}
 * @param history the newest steps that a fit sees at most
 * @param mostUntilNext by default at most so many steps from one fit to the next
 */
public record RefitSchedule(OptionalInt first, OptionalInt every, int history, int mostUntilNext) {
  /** More history than this bought no accuracy on labelled data. */
  private static final int HISTORY = 5_000;

  private static final RefitSchedule GROWING =
      new RefitSchedule(OptionalInt.empty(), OptionalInt.empty(), HISTORY, 100);

  /** Of series of unknown kind: soon and often, with a history that grows to 5,000 steps. */
  public static RefitSchedule growing() {
    return GROWING;
  }

  /**
   * The same, but the next fit is after 10 % of the steps so far however many those are: 60 fits of
   * 25,000 steps and not 250, for models that are costly to fit.
   */
  public static RefitSchedule slowing() {
    return new RefitSchedule(OptionalInt.empty(), OptionalInt.empty(), HISTORY, Integer.MAX_VALUE);
  }

  /** Of a job: its first fit on what lies before the range, then every so many steps. */
  public static RefitSchedule fixed(int first, int every, int history) {
    return new RefitSchedule(
        OptionalInt.of(first), OptionalInt.of(every), history, Integer.MAX_VALUE);
  }

  /**
   * Checks the steps.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public RefitSchedule {
    if (first.orElse(1) < 1 || every.orElse(1) < 1 || history < 1) {
      throw new IllegalArgumentException(
          "first fit after %s steps, next after %s, history of %d, expected 1 or more of each"
              .formatted(first, every, history));
    }
  }

  /** This schedule with its first fit at another step. */
  public RefitSchedule withFirst(int step) {
    return new RefitSchedule(OptionalInt.of(step), every, history, mostUntilNext);
  }

  /**
   * The step before which the first model is fitted. Two seasons are waited for, but no longer than
   * for half of the steps.
   *
   * @param steps how many there are in all
   * @param season how many steps the configured season lasts, 0 if none is
   */
  public int firstFit(int steps, long season) {
    int enough = clamp((int) (0.15 * steps), 60, 200);
    return first.orElse((int) Math.max(enough, Math.min(steps / 2, 2 * season)));
  }

  /** Steps from a fit on {@code seen} steps to the next fit. */
  int untilNext(int seen) {
    return every.orElse(clamp(seen / 10, 50, mostUntilNext));
  }

  private static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(most, value));
  }
}
