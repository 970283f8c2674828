package dev.tocsin.http;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of the time one exchange may take.
 *
 * @param atNanos on the scale of {@link System#nanoTime}
 * @param allowed how long it may take in all
 */
public record Deadline(long atNanos, Duration allowed) {
  /** So much time from now on. */
  public static Deadline in(Duration allowed) {
    return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
  }

  /** The time that remains; zero or negative when it is over. */
  public long remainingNanos() {
    return atNanos - System.nanoTime();
  }

  /**
   * The time that remains.
   *
   * @throws SourceException if it is over
   */
  public Duration remaining() {
    long nanos = remainingNanos();
    if (nanos <= 0) {
      throw exceeded();
    }
    return Duration.ofNanos(nanos);
  }

  /**
   * Waits for a time that is over before the deadline.
   *
   * @throws SourceException if the thread is interrupted
   */
  public void sleep(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      throw Faults.interrupted(e);
    }
  }

  /** What is to be said when it is over. */
  public SourceException exceeded() {
    return new SourceException(
        Kind.TIMEOUT,
        "no whole answer within "
            + allowed
            + "; ask for fewer series or a shorter range, or raise the deadline");
  }
}
