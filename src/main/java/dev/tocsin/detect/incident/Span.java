package dev.tocsin.detect.incident;

import java.time.Instant;

/**
 * The time of an incident.
 *
 * @param onset its first step
 * @param end its last step so far that was not calm, inclusive
 * @param open whether it may go on: calm has not lasted for the hold-down yet
 * @param beganBefore whether it may have begun before the onset, because the steps looked at begin
 *     too short a time before it
 */
public record Span(Instant onset, Instant end, boolean open, boolean beganBefore) {
  /** The span from the earlier onset to the later end of two. */
  Span with(Span other) {
    boolean isEarlier = other.onset.isBefore(onset);
    return new Span(
        isEarlier ? other.onset : onset,
        other.end.isAfter(end) ? other.end : end,
        open || other.open,
        isEarlier
            ? other.beganBefore
            : beganBefore || (other.onset.equals(onset) && other.beganBefore));
  }
}
