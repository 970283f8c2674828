package dev.tocsin.function.emit;

import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.http.Deadline;
import dev.tocsin.http.ResponseBody;
import dev.tocsin.http.ServerClient;
import dev.tocsin.series.SourceException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Sends CloudEvents in HTTP's binary mode to one address, and says whether they arrived.
 *
 * <p>What fails in a way that may pass is tried again twice; after that the caller is told, who
 * tries all of it again. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">
 *     HTTP protocol binding 1.0.2</a>
 */
public final class EventSender {
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Nothing in the answer is of interest, least of all much of it. */
  private static final long MAX_ANSWER_BYTES = 1 << 20;

  /** What Knative's data-plane contract wants tried again, besides 5xx. */
  private static final Set<Integer> RETRIED = Set.of(404, 408, 409, 429);

  private final URI sink;
  private final ServerClient client;
  private final Map<String, String> extensions;

  /**
   * A sender.
   *
   * @param extensions attributes of every event, by name
   */
  public EventSender(URI sink, ServerClient client, Map<String, String> extensions) {
    this.sink = sink;
    this.client = client;
    this.extensions = Map.copyOf(extensions);
  }

  /**
   * Sends an event.
   *
   * @throws ProblemException if nobody took it
   */
  public void send(OutgoingEvent event) {
    String why = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      pause(attempt);
      try {
        int status = post(event);
        if (status / 100 == 2) {
          return;
        }
        why = "HTTP status " + status;
        if (status < 500 && !RETRIED.contains(status)) {
          break;
        }
      } catch (SourceException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    throw new ProblemException(
        Problem.Kind.EVENT_NOT_SENT,
        "the event sink " + sink + " did not take an event: " + why + "; expected a 2xx");
  }

  private int post(OutgoingEvent event) {
    Deadline deadline = Deadline.in(PATIENCE);
    HttpRequest.Builder request = client.request(sink, deadline);
    extensions.forEach((name, value) -> request.setHeader("ce-" + name, value));
    request
        .setHeader("ce-specversion", "1.0")
        .setHeader("ce-id", event.id())
        .setHeader("ce-type", event.type())
        .setHeader("ce-source", event.source())
        .setHeader("ce-time", event.time().toString())
        .setHeader("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(event.data()));
    HttpResponse<ResponseBody> answer = client.send(request.build(), deadline, MAX_ANSWER_BYTES);
    answer.body().close();
    return answer.statusCode();
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(PAUSE.multipliedBy(attempt - 1L).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(Problem.Kind.EVENT_NOT_SENT, "interrupted while sending an event");
    }
  }
}
