package dev.tocsin.detect.incident;

import java.time.Duration;

/**
 * What verdicts can tell of incidents.
 *
 * @param step the distance of two points
 * @param echoSteps how many steps a model looks back: that long it still sees an incident that is
 *     over
 * @param maxGapSteps how many missing steps in a row are no absence
 * @param isWhole whether the points are all there are; else an incident may have begun before the
 *     first of them
 */
public record View(Duration step, int echoSteps, int maxGapSteps, boolean isWhole) {
  /** The same of points that are all there are. */
  public View whole() {
    return new View(step, echoSteps, maxGapSteps, true);
  }
}
