package dev.tocsin.pipeline.backtest;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.SeriesIncident;
import dev.tocsin.series.TimeGrid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a back-test found.
 *
 * @param grid the steps that were judged
 * @param series a verdict for each series at each step, in the order of the samples
 * @param groups a joint verdict for each group of them; none if series are not grouped
 * @param seriesIncidents those of each series by itself, ascending by onset
 * @param incidents ascending by onset
 * @param fits what was fitted when, ascending
 */
public record BacktestResult(
    TimeGrid grid,
    List<SeriesVerdict> series,
    List<GroupVerdict> groups,
    List<SeriesIncident> seriesIncidents,
    List<Incident> incidents,
    List<Fit> fits) {
  /** Copies the lists. */
  public BacktestResult {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
    seriesIncidents = List.copyOf(seriesIncidents);
    incidents = List.copyOf(incidents);
    fits = List.copyOf(fits);
  }

  /**
   * A fit.
   *
   * @param at the first step that the model judges; it has seen only what lies before
   * @param series in the model
   * @param leftOut series whose history did not suffice
   * @param failure why there is no new model, if there is none: the one before goes on
   */
  public record Fit(Instant at, int series, int leftOut, Optional<String> failure) {}
}
