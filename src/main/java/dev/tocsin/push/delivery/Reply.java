package dev.tocsin.push.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What a receiver said, or why it said nothing.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param words what it said, bounded; or what went wrong on the way
 * @param retryAfter how long it wants to be left alone
 */
public record Reply(int status, String words, Optional<Duration> retryAfter) {
  /** Whether the receiver took it. */
  public boolean isTaken() {
    return status / 100 == 2;
  }

  /** Whether the very same may be taken later: no answer, too many requests, a fault of theirs. */
  public boolean mayPass() {
    return status == 0 || status == 429 || status / 100 == 5;
  }

  /** What to tell of it. */
  public String why() {
    if (status == 0) {
      return words;
    }
    String said = words.isEmpty() ? "" : ": " + words;
    String advice = status / 100 == 3 ? "; redirects are not followed, correct the URL" : "";
    return "HTTP status " + status + said + advice;
  }

  /** What came of a parcel that was sent whole. */
  public Outcome outcome(long items) {
    if (isTaken()) {
      return Outcome.sent(items);
    }
    return mayPass() ? later() : Outcome.refused(items, why());
  }

  /** The same is to be sent again. */
  public Outcome later() {
    return new Outcome.Later(why(), retryAfter);
  }
}
