package dev.tocsin.detect.incident;

import dev.tocsin.series.Labels;
import java.util.Optional;

/**
 * An incident of one series.
 *
 * @param labels which series
 * @param cause what makes it one
 * @param span when
 * @param peak its highest score, if a step of it has one
 * @param mass how much of it there was: the sum of ln(score) over its anomalous steps, and 1 for
 *     each step that was missing or stopped; above 0. Logarithms, because a model that was brought
 *     along may score without bounds, and one series would hide all others. As part of a group's
 *     incident: the sum of what the series added to the group.
 */
public record SeriesIncident(
    Labels labels, Cause cause, Span span, Optional<Peak> peak, double mass) {}
