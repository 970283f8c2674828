package dev.tocsin.detect.measure;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well scores and alerts met what is known to have been anomalous.
 *
 * @param events how the alerts did
 * @param watched for how long, summed over what was watched
 * @param aucPr the area under the precision-recall curve over steps; empty without events
 * @param vusPr the volume under the precision-recall surface; empty without events
 */
public record Quality(
    EventQuality events, Duration watched, OptionalDouble aucPr, OptionalDouble vusPr) {

  /**
   * What one series or group said about events.
   *
   * @param scores a score a step
   * @param alerts from their first to their last step
   * @param events without common steps, ascending, within the scores
   */
  public record Case(Scores scores, List<StepRange> alerts, List<StepRange> events) {
    /** Copies the lists. */
    public Case {
      alerts = List.copyOf(alerts);
      events = List.copyOf(events);
    }

    /** The case without the steps before {@code first}, and without what begins before. */
    Case from(int first) {
      return new Case(scores.from(first), since(first, alerts), since(first, events));
    }

    private static List<StepRange> since(int first, List<StepRange> ranges) {
      return ranges.stream().filter(range -> range.first() >= first).toList();
    }
  }

  /**
   * How a series is measured.
   *
   * @param step the distance of two steps
   * @param first the first step that counts: what begins before, when nobody could know, does not
   * @param buffer the longest buffer of VUS-PR, in steps
   */
  public record Protocol(Duration step, int first, int buffer) {}

  /** The quality of one series or group. */
  public static Quality of(Case all, Protocol protocol) {
    Case counted = all.from(protocol.first());
    int steps = Math.max(0, all.scores().size() - protocol.first());
    return new Quality(
        EventQuality.of(counted.events(), counted.alerts(), Tolerance.NONE),
        protocol.step().multipliedBy(steps),
        AveragePrecision.of(counted.scores(), counted.events()),
        VusPr.of(counted.scores(), counted.events(), protocol.buffer()));
  }

  /** Counts added up over several, and the means of what ranks steps over those with events. */
  public static Quality overall(List<Quality> several) {
    return new Quality(
        several.stream().map(Quality::events).reduce(EventQuality.NONE, EventQuality::plus),
        several.stream().map(Quality::watched).reduce(Duration.ZERO, Duration::plus),
        several.stream().flatMapToDouble(one -> one.aucPr().stream()).average(),
        several.stream().flatMapToDouble(one -> one.vusPr().stream()).average());
  }

  /** False alerts per series and day; empty where nothing was watched. */
  public OptionalDouble falseAlertsPerDay() {
    return watched.isZero()
        ? OptionalDouble.empty()
        : OptionalDouble.of(events.falseAlertsPerDay(watched));
  }
}
