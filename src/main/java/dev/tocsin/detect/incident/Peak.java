package dev.tocsin.detect.incident;

import dev.tocsin.series.Labels;
import java.time.Instant;

/**
 * The highest score in an incident.
 *
 * @param time its step
 * @param score how high
 * @param labels of which series, or of which group
 */
public record Peak(Instant time, double score, Labels labels) {}
