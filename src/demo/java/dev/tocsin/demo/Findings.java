package dev.tocsin.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the function found, beside what really happened.
 *
 * @param stretches what was found, in time order
 * @param incidents what happened, in time order
 * @param aftermath how long after its end an incident may still show
 */
record Findings(List<AnomalousStretch> stretches, List<Incident> incidents, Duration aftermath) {
  /** Copies the lists. */
  Findings {
    stretches =
        stretches.stream()
            .sorted(
                Comparator.comparing(AnomalousStretch::first)
                    .thenComparing(AnomalousStretch::series))
            .toList();
    incidents = List.copyOf(incidents);
  }

  /** The findings in scores. */
  static Findings in(Scores scores, List<Incident> incidents, Duration step) {
    // A single normal point within an incident does not make two incidents of it.
    Duration nearest = step.multipliedBy(2);
    List<AnomalousStretch> stretches =
        scores.series().stream()
            .flatMap(s -> AnomalousStretch.in(s, scores.points(s), nearest).stream())
            .toList();
    // The rate over a step sees an incident until the step after its end is over.
    return new Findings(stretches, incidents, step.multipliedBy(2));
  }

  /** The incident that a stretch falls into; empty if it is a false alert. */
  Optional<Incident> incidentOf(AnomalousStretch stretch) {
    return incidents.stream().filter(incident -> shows(incident, stretch)).findFirst();
  }

  private boolean shows(Incident incident, AnomalousStretch stretch) {
    return incident.lengthenedBy(aftermath).overlaps(stretch.first(), stretch.last());
  }

  /** The stretches that fall into an incident. */
  List<AnomalousStretch> of(Incident incident) {
    return stretches.stream().filter(stretch -> shows(incident, stretch)).toList();
  }

  List<AnomalousStretch> falseAlerts() {
    return stretches.stream().filter(stretch -> incidentOf(stretch).isEmpty()).toList();
  }

  /** How long after its beginning an incident first showed; empty if it never did. */
  Optional<Duration> delay(Incident incident) {
    Instant end = incident.to().plus(aftermath);
    return stretches.stream()
        .flatMap(stretch -> stretch.points().stream())
        .map(ScoredPoint::time)
        .filter(time -> !time.isBefore(incident.from()) && time.isBefore(end))
        .min(Comparator.naturalOrder())
        .map(time -> Duration.between(incident.from(), time));
  }
}
