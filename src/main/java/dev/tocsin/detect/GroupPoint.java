package dev.tocsin.detect;

import java.time.Instant;

/** The verdict on one group of series at one step. */
public sealed interface GroupPoint permits JointScore, Unscored {
  /** The step. */
  Instant time();
}
