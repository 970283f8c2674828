package dev.tocsin.prometheus;

import dev.tocsin.http.Backoff;
import dev.tocsin.http.Deadline;
import dev.tocsin.http.ResponseBody;
import dev.tocsin.http.ServerClient;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Requests to the API of one Prometheus. Thread-safe. */
final class PrometheusHttp {
  /** Who calls may ask again as well; what lasts longer than a second is theirs to decide. */
  static final int MAX_RETRIES = 3;

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));

  private final PrometheusEndpoint endpoint;
  private final ServerClient client;

  PrometheusHttp(PrometheusEndpoint endpoint) {
    this.endpoint = endpoint;
    this.client = new ServerClient(endpoint.uri(), endpoint.access());
  }

  /** What to do with an answer. */
  @FunctionalInterface
  interface AnswerReader<T> {
    /**
     * Reads the answer; the connection is kept if the body is read to its end.
     *
     * @throws IOException if the body cannot be decompressed
     */
    T read(Answer answer) throws IOException;
  }

  /**
   * A request to an API path, to be completed.
   *
   * @throws SourceException if the deadline is over, or a secret cannot be read
   */
  HttpRequest.Builder request(String path, Deadline deadline) {
    return client.request(endpoint.resolve(path), deadline);
  }

  /**
   * Sends a request and has the answer read; asks again, for a while, where the server is busy.
   *
   * @throws SourceException if there is no answer, or reading it fails
   */
  <T> T exchange(HttpRequest request, Deadline deadline, AnswerReader<T> reader) {
    HttpRequest next = request;
    for (int retries = 0; ; retries++) {
      Duration pause;
      try (Answer answer = ask(next, deadline)) {
        Optional<Duration> busy =
            answer.isBusy() ? pause(answer, retries, deadline) : Optional.empty();
        if (busy.isEmpty()) {
          return reader.read(answer);
        }
        pause = busy.get();
      } catch (IOException e) {
        // The body's own failures are typed already, so that this is about what its bytes say.
        throw new SourceException(
            Kind.MALFORMED, "the body cannot be decompressed (" + e.getMessage() + ")", e);
      }
      deadline.sleep(pause);
      next =
          HttpRequest.newBuilder(request, (name, value) -> true)
              .timeout(deadline.remaining())
              .build();
    }
  }

  private static Optional<Duration> pause(Answer answer, int retries, Deadline deadline) {
    if (retries == MAX_RETRIES) {
      return Optional.empty();
    }
    Duration left = deadline.remaining();
    return Optional.of(BACKOFF.wait(retries + 1, answer.retryAfter(), ThreadLocalRandom.current()))
        .filter(pause -> pause.compareTo(left) < 0);
  }

  private Answer ask(HttpRequest request, Deadline deadline) {
    // A question changes nothing, so that asking again over a new connection is safe.
    HttpResponse<ResponseBody> response =
        client.send(request, deadline, endpoint.limits().maxWireBytes());
    return new Answer(response, endpoint.limits().maxBodyBytes());
  }
}
