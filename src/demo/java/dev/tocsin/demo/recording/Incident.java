package dev.tocsin.demo.recording;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of a recording in which something was made to go wrong.
 *
 * @param kind what happened: {@code stop}, {@code surge}, {@code txt-storm} or {@code half}
 * @param from when it began
 * @param to when it ended, exclusive
 */
public record Incident(String kind, Instant from, Instant to) {
  /** Whether the stretch {@code [first, last]} has an instant in common with the incident. */
  public boolean overlaps(Instant first, Instant last) {
    return first.isBefore(to) && !last.isBefore(from);
  }

  /** Whether a time lies at or after the end, and less than {@code within} after it. */
  public boolean endedShortlyBefore(Instant time, Duration within) {
    return !time.isBefore(to) && time.isBefore(to.plus(within));
  }

  Incident later(long shiftMillis) {
    return new Incident(kind, from.plusMillis(shiftMillis), to.plusMillis(shiftMillis));
  }
}
