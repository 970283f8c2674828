package dev.tocsin.detect.incident;

import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the series of a group add to it at one step: what they add to the joint score if their own
 * incidents take note of it, and nothing if it is the echo of one that is over. A series that is
 * missing or stopped adds what a score of e does, the mass that it has by itself.
 */
final class GroupStep {
  private static final double GONE = Math.E;

  private final List<SeriesTrack> tracks;
  private final int index;

  /** The {@code index}-th step of series that have all taken it. */
  GroupStep(List<SeriesTrack> tracks, int index) {
    this.tracks = tracks;
    this.index = index;
  }

  /**
   * What a series adds that is in an incident of its own.
   *
   * @param since the step from which it adds that: that at which it was gone, or this one
   */
  record Addition(Labels labels, Cause cause, int since, double weight, Optional<Scored> point) {}

  int index() {
    return index;
  }

  /** The mean over all series. */
  double mean() {
    double sum = 0;
    for (SeriesTrack track : tracks) {
      sum += weight(track);
    }
    return sum / tracks.size();
  }

  private double weight(SeriesTrack track) {
    double counted = JointScore.counted(track.point(index));
    Optional<OpenIncident> incident = track.incident(index);
    if (incident.isEmpty()) {
      return counted < Scored.THRESHOLD ? counted : 0;
    }
    return isGone(incident.get()) ? Math.max(GONE, counted) : counted;
  }

  private static boolean isGone(OpenIncident incident) {
    return incident.cause() != Cause.ANOMALOUS;
  }

  /** What series in incidents of their own add; at least one where the mean reaches 1. */
  List<Addition> additions() {
    List<Addition> additions = new ArrayList<>();
    for (SeriesTrack track : tracks) {
      track.incident(index).ifPresent(incident -> additions.add(addition(track, incident)));
    }
    return additions;
  }

  private Addition addition(SeriesTrack track, OpenIncident incident) {
    PointVerdict point = track.point(index);
    return new Addition(
        track.labels(),
        incident.cause(),
        isGone(incident) ? incident.onset() : index,
        weight(track),
        point instanceof Scored scored ? Optional.of(scored) : Optional.empty());
  }

  /**
   * The step from which on enough of the series were gone for the mean to reach 1; else this one.
   * That a series is gone is known only some steps later.
   */
  int onset() {
    List<Addition> gone =
        additions().stream().filter(addition -> addition.since() < index).toList();
    return gone.stream()
        .mapToInt(Addition::since)
        .filter(since -> weightSince(gone, since) >= Scored.THRESHOLD * tracks.size())
        .min()
        .orElse(index);
  }

  private static double weightSince(List<Addition> gone, int since) {
    return gone.stream()
        .filter(addition -> addition.since() <= since)
        .mapToDouble(Addition::weight)
        .sum();
  }
}
