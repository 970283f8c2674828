package dev.tocsin.function.emit;

import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.http.Backoff;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.event.EventReceiver;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.spool.Parcel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Sends CloudEvents to one address, and says whether they arrived.
 *
 * <p>What fails in a way that may pass is tried again twice; after that the caller is told, who
 * tries all of it again. Thread-safe.
 */
public final class EventSender {
  private static final int ATTEMPTS = 3;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(1));

  /** Who called waits all the while. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final EventReceiver receiver;

  /** A sender. */
  public EventSender(EventReceiver receiver) {
    this.receiver = receiver;
  }

  /**
   * Sends an event.
   *
   * @throws ProblemException if nobody took it
   */
  public void send(CloudEvent event) {
    Parcel parcel = receiver.parcel(event, event.time());
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = receiver.deliver(parcel);
      if (outcome instanceof Outcome.Done done) {
        if (done.drops().total() > 0) {
          throw notTaken(done.why());
        }
        return;
      }
      if (outcome instanceof Outcome.Later later) {
        Duration wait = BACKOFF.wait(attempt, later.after(), ThreadLocalRandom.current());
        if (attempt == ATTEMPTS || wait.compareTo(LONGEST_WAIT) > 0) {
          throw notTaken(later.why());
        }
        pause(wait);
      }
    }
  }

  private ProblemException notTaken(String why) {
    return new ProblemException(
        Problem.Kind.EVENT_NOT_SENT,
        "the event sink at "
            + receiver.uri().getAuthority()
            + " did not take an event: "
            + why
            + "; expected a 2xx");
  }

  private static void pause(Duration wait) {
    try {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(Problem.Kind.EVENT_NOT_SENT, "interrupted while sending an event");
    }
  }
}
