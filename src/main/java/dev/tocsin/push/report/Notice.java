package dev.tocsin.push.report;

import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something is wrong, or was: one alert.
 *
 * @param labels what tells it from the job's other notices; the same as long as it lasts
 * @param cause what is wrong, such as {@code anomalous} or {@code absent}
 * @param onset its first step
 * @param end its last step, once it is over
 * @param peakScore the highest score; NaN if no step has one
 * @param seriesCount how many series contribute
 * @param contributors those that contribute most, the first of them most
 */
public record Notice(
    Labels labels,
    String cause,
    Instant onset,
    Optional<Instant> end,
    double peakScore,
    int seriesCount,
    List<Contributor> contributors) {
  /** Copies the list. */
  public Notice {
    contributors = List.copyOf(contributors);
  }

  /**
   * A series that has its part in it, at its worst step.
   *
   * @param labels which series
   * @param share its part of the whole, 0 to 1
   * @param seen what was seen; NaN if nothing was
   * @param expected what was expected; NaN if nobody knows, and so are the bounds
   * @param lower the lower bound of what is normal
   * @param upper the upper bound of what is normal
   */
  public record Contributor(
      Labels labels, double share, double seen, double expected, double lower, double upper) {}
}
