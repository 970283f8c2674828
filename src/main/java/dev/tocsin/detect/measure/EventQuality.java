package dev.tocsin.detect.measure;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How alerts met known events, each event counted once however long it is.
 *
 * <p>An event is found by any alert that overlaps it; an alert that overlaps none is false. No
 * point adjustment: an alert within an event makes no other step of it count. Counts of several
 * series add up ({@link #plus}), the ratios are taken of the sums. Source: event-wise precision and
 * recall as in Hundman et al., "Detecting Spacecraft Anomalies Using LSTMs and Nonparametric
 * Dynamic Thresholding", KDD 2018.
 *
 * @param events how many events there were
 * @param found how many of them had an alert
 * @param trueAlerts alerts that overlap an event
 * @param falseAlerts alerts that overlap none; those of a recovery are neither true nor false
 * @param delaySteps over the events found, the steps from their begin to the first step of an alert
 *     within; 0 for an alert that was on already
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
    int found = 0;
    long delay = 0;
    for (StepRange event : events) {
      int first = firstStepOfAlert(event.extendedBy(tolerance.lateSteps()), alerts);
      found += first < Integer.MAX_VALUE ? 1 : 0;
      delay += first < Integer.MAX_VALUE ? first - event.first() : 0;
    }
    int trueAlerts = overlapping(alerts, events, tolerance.lateSteps());
    int falseAlerts = alerts.size() - overlapping(alerts, events, tolerance.allowedSteps());
    return new EventQuality(events.size(), found, trueAlerts, falseAlerts, delay);
  }

  private static int firstStepOfAlert(StepRange event, List<StepRange> alerts) {
    return alerts.stream()
        .filter(event::overlaps)
        .mapToInt(alert -> Math.max(alert.first(), event.first()))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static int overlapping(List<StepRange> alerts, List<StepRange> events, int after) {
    return (int)
        alerts.stream()
            .filter(alert -> events.stream().anyMatch(e -> e.extendedBy(after).overlaps(alert)))
            .count();
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
