package dev.tocsin.detect;

import java.time.Instant;

/** The verdict on one series at one step. */
public sealed interface PointVerdict permits Scored, Unscored {
  /** The step. */
  Instant time();
}
