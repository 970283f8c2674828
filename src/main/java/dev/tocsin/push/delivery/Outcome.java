package dev.tocsin.push.delivery;

import java.time.Duration;
import java.util.Optional;

/** What came of sending a parcel. */
public sealed interface Outcome {
  /**
   * The parcel is done with.
   *
   * @param sent items that the sink took
   * @param drops items that it refused, and would again
   * @param why what it said of those; empty if it took all
   */
  record Done(long sent, Drops drops, String why) implements Outcome {}

  /**
   * The same may succeed later.
   *
   * @param why what was met
   * @param after how long the sink wants to be left alone
   */
  record Later(String why, Optional<Duration> after) implements Outcome {}

  /** All was taken. */
  static Outcome sent(long items) {
    return new Done(items, Drops.none(), "");
  }

  /** All was refused. */
  static Outcome refused(long items, String why) {
    return new Done(0, Drops.of(DropReason.REFUSED, items), why);
  }
}
