package dev.tocsin.detect.measure;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * How alerts met known events, each event counted once however long it is.
 *
 * <p>An alert is true if it begins within an event, for that is when somebody is rung; one that
 * begins within none is false, however far it reaches. An event is found by a true alert that is on
 * during it: a new one, or one of the event before. Were any overlap enough, a detector that never
 * falls silent would find everything by one alert. No point adjustment either: an alert makes no
 * other step of the event count. Counts of several series add up ({@link #plus}), the ratios are
 * taken of the sums.
 *
 * @param events how many events there were
 * @param found how many of them a true alert found
 * @param trueAlerts alerts that began within an event
 * @param falseAlerts the other alerts; those of a recovery are neither true nor false
 * @param delaySteps over the events found, the steps from their begin to the first alert; 0 for an
 *     early one
 */
public record EventQuality(
    int events, int found, int trueAlerts, int falseAlerts, long delaySteps) {
  /** No events and no alerts. */
  public static final EventQuality NONE = new EventQuality(0, 0, 0, 0, 0);

  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  /**
   * Counts the alerts of one series, or of several that are watched for the same events.
   *
   * @param events in any order
   * @param alerts in any order, from their first to their last step
   */
  public static EventQuality of(
      List<StepRange> events, List<StepRange> alerts, Tolerance tolerance) {
    List<StepRange> trueAlerts =
        alerts.stream()
            .filter(alert -> any(events, event -> tolerance.finds(event, alert.first())))
            .toList();
    int found = 0;
    long delay = 0;
    for (StepRange event : events) {
      OptionalInt first = firstStepOfAlert(tolerance.around(event), trueAlerts);
      found += first.isPresent() ? 1 : 0;
      delay += Math.max(0, first.orElse(0) - event.first());
    }
    long excused =
        alerts.stream()
            .filter(alert -> any(events, event -> tolerance.excuses(event, alert.first())))
            .count();
    int falseAlerts = (int) (alerts.size() - excused);
    return new EventQuality(events.size(), found, trueAlerts.size(), falseAlerts, delay);
  }

  private static boolean any(List<StepRange> events, Predicate<StepRange> holds) {
    return events.stream().anyMatch(holds);
  }

  private static OptionalInt firstStepOfAlert(StepRange event, List<StepRange> alerts) {
    return alerts.stream().filter(event::overlaps).mapToInt(StepRange::first).min();
  }

  /** The counts of both. */
  public EventQuality plus(EventQuality other) {
    return new EventQuality(
        events + other.events,
        found + other.found,
        trueAlerts + other.trueAlerts,
        falseAlerts + other.falseAlerts,
        delaySteps + other.delaySteps);
  }

  /** The share of events that were found; 0 where there were none. */
  public double recall() {
    return events == 0 ? 0 : found / (double) events;
  }

  /** The share of true ones among true and false alerts; 0 where there were none. */
  public double precision() {
    int judged = trueAlerts + falseAlerts;
    return judged == 0 ? 0 : trueAlerts / (double) judged;
  }

  /** The harmonic mean of precision and recall; 0 where both are. */
  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  /** The mean delay of the events found, in steps; empty where none was. */
  public OptionalDouble meanDelaySteps() {
    return found == 0 ? OptionalDouble.empty() : OptionalDouble.of(delaySteps / (double) found);
  }

  /**
   * False alerts per series and day.
   *
   * @param watched how long series were watched, summed over the series; more than zero
   * @throws IllegalArgumentException if nothing was watched
   */
  public double falseAlertsPerDay(Duration watched) {
    if (watched.isZero() || watched.isNegative()) {
      throw new IllegalArgumentException("watched for " + watched + ", expected more than zero");
    }
    return falseAlerts / (watched.toMillis() / DAY_MILLIS);
  }
}
