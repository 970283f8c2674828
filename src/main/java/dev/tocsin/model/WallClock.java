package dev.tocsin.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * What the clocks of a time zone show, as milliseconds since 1970-01-01T00:00 on those clocks.
 *
 * <p>When daylight saving time begins an hour is skipped, and when it ends one comes twice: a
 * season counted in these milliseconds keeps to people's day. Confined to one thread: the offset is
 * looked up once per change of it.
 */
public final class WallClock {
  private final ZoneRules rules;

  /** The offset holds from (inclusive) to (exclusive). */
  private long from = Long.MAX_VALUE;

  private long to = Long.MIN_VALUE;
  private long offsetMillis;

  /** The clock of a zone. */
  public WallClock(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** What the clocks show at a time in milliseconds since the epoch. */
  public long localMillis(long timeMillis) {
    if (timeMillis < from || timeMillis >= to) {
      look(timeMillis);
    }
    return timeMillis + offsetMillis;
  }

  private void look(long timeMillis) {
    Instant time = Instant.ofEpochMilli(timeMillis);
    offsetMillis = 1_000L * rules.getOffset(time).getTotalSeconds();
    ZoneOffsetTransition next = rules.nextTransition(time);
    to = next == null ? Long.MAX_VALUE : next.toEpochSecond() * 1_000;
    ZoneOffsetTransition previous = rules.previousTransition(time.plusNanos(1));
    from = previous == null ? Long.MIN_VALUE : previous.toEpochSecond() * 1_000;
  }
}
