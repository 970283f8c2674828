package dev.tocsin.pipeline.score;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.model.Manifest;
import dev.tocsin.series.SeriesRead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What scoring a job found.
 *
 * @param job the job's name
 * @param at the last step of the window
 * @param model the model the scores rest on, if there is one
 * @param series a verdict for each series that was read
 * @param groups a joint verdict for each group of them; none if the job has no groups
 * @param incidents what the job's latest steps tell of, ascending by onset
 * @param rules by which scores became incidents
 * @param unreadable series that matched but cannot be scored
 * @param how the way the series were read
 */
public record ScoreResult(
    String job,
    Instant at,
    Optional<Manifest> model,
    List<SeriesVerdict> series,
    List<GroupVerdict> groups,
    List<Incident> incidents,
    IncidentRules rules,
    List<SeriesRead.Unreadable> unreadable,
    SeriesRead.How how) {
  /** Copies the lists. */
  public ScoreResult {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
    incidents = List.copyOf(incidents);
    unreadable = List.copyOf(unreadable);
  }
}
