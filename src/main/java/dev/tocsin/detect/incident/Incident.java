package dev.tocsin.detect.incident;

import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Optional;

/**
 * An incident of a job: the incidents of its series that overlap, or lie within the hold-down of
 * each other; or, of a job with groups, the incident of one group.
 *
 * @param group which group, if the job has groups
 * @param cause of the greatest part of it
 * @param span from the first onset to the last end
 * @param peak the highest score, if a step of it has one: of its series, or of the group
 * @param series how many series contribute
 * @param contributions those that contribute most, descending by share
 * @param restShare what the others contribute together; all shares sum to 1
 * @param common label values that the contributing series have and the calm ones have not, the most
 *     telling first
 */
public record Incident(
    Optional<Labels> group,
    Cause cause,
    Span span,
    Optional<Peak> peak,
    int series,
    List<Contribution> contributions,
    double restShare,
    List<CommonLabels> common) {
  /** Copies the lists. */
  public Incident {
    contributions = List.copyOf(contributions);
    common = List.copyOf(common);
  }

  /**
   * The part of one series.
   *
   * @param share of the incident's mass, above 0, at most 1
   * @param incident what happened to the series
   */
  public record Contribution(double share, SeriesIncident incident) {}

  /**
   * Label values that tell the contributing series from the calm ones.
   *
   * @param labels one label, or two that only together do
   * @param precision how far the series with these labels belong to the incident: 0 if all are
   *     calm, 1 if none is
   * @param recall the share of the incident's mass that the series with these labels have
   */
  public record CommonLabels(Labels labels, double precision, double recall) {}
}
