package dev.tocsin.prometheus;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one server: its credentials, no redirects, one deadline for all of it, typed
 * failures.
 *
 * <p>HTTP/1.1, because there the end of interest in a body is the end of its connection.
 * Thread-safe; the client is made for the first request.
 */
final class PrometheusHttp {
  private final PrometheusEndpoint endpoint;
  private @Nullable HttpClient client;

  PrometheusHttp(PrometheusEndpoint endpoint) {
    this.endpoint = endpoint;
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
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(deadline.remaining())
            .header("User-Agent", "tocsin");
    Access access = endpoint.access();
    try {
      access.headers().forEach((name, value) -> request.header(name, value.reveal()));
      Optional<String> authorization = access.credentials().authorization();
      authorization.ifPresent(value -> request.header("Authorization", value));
    } catch (IllegalArgumentException e) {
      throw new SourceException(Kind.UNAUTHORIZED, String.valueOf(e.getMessage()), e);
    }
    return request;
  }

  /**
   * Sends a request and has the answer read.
   *
   * @throws SourceException if there is no answer, or reading it fails
   */
  <T> T exchange(HttpRequest request, Deadline deadline, AnswerReader<T> reader) {
    HttpResponse<ResponseBody> response = send(request, deadline);
    try (Answer answer = new Answer(response, endpoint.limits().maxBodyBytes())) {
      return reader.read(answer);
    } catch (IOException e) {
      // The body's own failures are typed already, so that this is about what its bytes say.
      throw new SourceException(
          Kind.MALFORMED, "the body cannot be decompressed (" + e.getMessage() + ")", e);
    }
  }

  private HttpResponse<ResponseBody> send(HttpRequest request, Deadline deadline) {
    try {
      return sendOnce(request, deadline);
    } catch (IOException first) {
      if (!Faults.isStaleConnection(first)) {
        throw Faults.whileAsking(first, request.uri(), deadline);
      }
    }
    // A question changes nothing, so that asking again over a new connection is safe.
    try {
      return sendOnce(request, deadline);
    } catch (IOException second) {
      throw Faults.whileAsking(second, request.uri(), deadline);
    }
  }

  private HttpResponse<ResponseBody> sendOnce(HttpRequest request, Deadline deadline)
      throws IOException {
    long maxBytes = endpoint.limits().maxWireBytes();
    try {
      return client().send(request, head -> new ResponseBody(deadline, maxBytes));
    } catch (InterruptedException e) {
      throw Faults.interrupted(e);
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .sslContext(sslContext())
              .build();
    }
    return client;
  }

  private SSLContext sslContext() {
    String scheme = String.valueOf(endpoint.uri().getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("https") ? TlsContexts.of(endpoint.access().tls()) : TlsContexts.unused();
  }
}
