package dev.tocsin.demo.tour;

import dev.tocsin.demo.function.DemoJob;
import dev.tocsin.demo.recording.Incident;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the function found, beside what really happened.
 *
 * @param stretches what was found, in time order
 * @param incidents what happened, in time order
 * @param lookback how far a forecast looks back: that long an incident disturbs what follows it
 */
record Findings(List<AnomalousStretch> stretches, List<Incident> incidents, Duration lookback) {
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

  /** The findings in a job's scores. */
  static Findings in(Scores scores, List<Incident> incidents, DemoJob job) {
    // A single normal point within an incident does not make two incidents of it.
    Duration nearest = job.step().multipliedBy(2);
    List<AnomalousStretch> stretches =
        scores.series().stream()
            .flatMap(s -> AnomalousStretch.in(s, scores.points(s), nearest).stream())
            .toList();
    return new Findings(stretches, incidents, job.lookback());
  }

  /** The incident that a stretch overlaps. */
  Optional<Incident> incidentOf(AnomalousStretch stretch) {
    return incidents.stream()
        .filter(incident -> incident.overlaps(stretch.first(), stretch.last()))
        .findFirst();
  }

  /** The incident after which a stretch begins, so shortly that the forecast still sees it. */
  Optional<Incident> aftershockOf(AnomalousStretch stretch) {
    return incidentOf(stretch).isPresent()
        ? Optional.empty()
        : incidents.stream()
            .filter(incident -> incident.endedShortlyBefore(stretch.first(), lookback))
            .findFirst();
  }

  /** The stretches that overlap an incident. */
  List<AnomalousStretch> of(Incident incident) {
    return stretches.stream()
        .filter(stretch -> incident.overlaps(stretch.first(), stretch.last()))
        .toList();
  }

  /** The stretches that begin shortly after an incident. */
  List<AnomalousStretch> aftershocks() {
    return stretches.stream().filter(stretch -> aftershockOf(stretch).isPresent()).toList();
  }

  /** The stretches that have nothing to do with an incident. */
  List<AnomalousStretch> falseAlerts() {
    return stretches.stream()
        .filter(stretch -> incidentOf(stretch).isEmpty() && aftershockOf(stretch).isEmpty())
        .toList();
  }

  /** How long after its beginning an incident first showed; empty if it never did. */
  Optional<Duration> delay(Incident incident) {
    return stretches.stream()
        .flatMap(stretch -> stretch.points().stream())
        .map(ScoredPoint::time)
        .filter(time -> incident.overlaps(time, time))
        .min(Comparator.naturalOrder())
        .map(time -> Duration.between(incident.from(), time));
  }
}
