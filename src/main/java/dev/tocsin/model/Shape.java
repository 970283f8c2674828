package dev.tocsin.model;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time base of a detector.
 *
 * @param window L, how many steps before the target it looks at, at least 2
 * @param stepMillis the distance of two steps
 * @param season the season of the series' levels, where it is common to all
 * @param zone by whose clocks seasons are counted
 */
public record Shape(int window, long stepMillis, Season season, ZoneId zone) {
  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if the window is below 2 or the step below 1
   */
  public Shape {
    if (window < 2 || stepMillis < 1) {
      throw new IllegalArgumentException(
          "window of "
              + window
              + " steps of "
              + stepMillis
              + " ms, expected at least 2 steps of at least 1 ms");
    }
  }

  /** A shape whose seasons are counted in UTC. */
  public static Shape utc(int window, long stepMillis, Season season) {
    return new Shape(window, stepMillis, season, ZoneOffset.UTC);
  }

  /** The distance of two steps. */
  public Duration step() {
    return Duration.ofMillis(stepMillis);
  }
}
