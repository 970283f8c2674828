package dev.tocsin.pipeline.job;

import dev.tocsin.series.PrometheusDuration;
import java.time.Duration;

/**
 * How far and how finely a job looks back.
 *
 * @param step the distance of two samples
 * @param window the range an answer covers
 * @param history the range a model is trained on
 */
public record Reach(Duration step, Duration window, Duration history) {
  /** More steps than this in one range are refused: 10 years at one-minute steps is 5 million. */
  public static final int MAX_STEPS = 10_000_000;

  /**
   * Checks the durations.
   *
   * @throws InvalidJobException if one is out of its range or they contradict each other
   */
  public Reach {
    require(step.toMillis() >= 1, "step", step, "1ms or more");
    require(window.compareTo(step) >= 0, "window", window, "at least one step of " + show(step));
    require(
        history.compareTo(window) >= 0,
        "history",
        history,
        "at least the window of " + show(window));
    require(
        history.toMillis() / step.toMillis() <= MAX_STEPS,
        "history",
        history,
        "at most " + MAX_STEPS + " steps of " + show(step));
  }

  /** How many steps an answer covers. */
  public int windowSteps() {
    return Math.toIntExact(window.toMillis() / step.toMillis());
  }

  /** How many steps a model is trained on. */
  public int historySteps() {
    return Math.toIntExact(history.toMillis() / step.toMillis());
  }

  private static void require(boolean met, String field, Duration value, String expected) {
    if (!met) {
      throw new InvalidJobException(field, show(value), expected);
    }
  }

  private static String show(Duration duration) {
    return PrometheusDuration.format(duration);
  }
}
