package dev.tocsin.prometheus;

import dev.tocsin.prometheus.wire.Bounded;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Requests to one server: POST, no redirects, one deadline for all of it, typed failures.
 *
 * <p>HTTP/1.1, because there the end of interest in a body is the end of its connection.
 * Thread-safe.
 */
final class PrometheusHttp {
  /** Enough for what Prometheus says of an error; a proxy's page may be longer. */
  private static final int ERROR_BYTES = 1 << 14;

  private static final int INFLATE_BUFFER_BYTES = 1 << 16;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ReadLimits limits;

  PrometheusHttp(ReadLimits limits) {
    this.limits = limits;
  }

  /** What to do with the body of an answer. */
  @FunctionalInterface
  interface BodyReader {
    /**
     * Reads the body to its end.
     *
     * @throws IOException if it cannot be decompressed
     */
    void read(InputStream body) throws IOException;
  }

  /**
   * Posts a form and has the answer's body read; the connection is kept if that went to its end.
   *
   * @return how many body bytes came
   * @throws SourceException if there is no answer with status 200, or reading it fails
   */
  long post(URI uri, Map<String, String> form, Deadline deadline, BodyReader reader) {
    HttpRequest request = request(uri, form, deadline);
    HttpResponse<ResponseBody> answer = send(request, deadline);
    try (ResponseBody body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw refused(answer);
      }
      reader.read(decompressed(answer));
      return body.received();
    } catch (IOException e) {
      // The body's own failures are typed already, so that this is about what its bytes say.
      throw new SourceException(
          Kind.MALFORMED, "the body cannot be decompressed (" + e.getMessage() + ")", e);
    }
  }

  private static HttpRequest request(URI uri, Map<String, String> form, Deadline deadline) {
    return HttpRequest.newBuilder(uri)
        .timeout(deadline.remaining())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .header("User-Agent", "tocsin")
        .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
        .build();
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
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
    try {
      return client.send(request, head -> new ResponseBody(deadline, limits.maxWireBytes()));
    } catch (InterruptedException e) {
      throw Faults.interrupted(e);
    }
  }

  private static SourceException refused(HttpResponse<ResponseBody> answer) throws IOException {
    Optional<String> location =
        answer.statusCode() / 100 == 3 ? answer.headers().firstValue("Location") : Optional.empty();
    byte[] words = answer.body().readNBytes(ERROR_BYTES);
    return Refusal.of(answer.statusCode(), words).asException(location);
  }

  private InputStream decompressed(HttpResponse<ResponseBody> answer) throws IOException {
    String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> answer.body();
      case "gzip" ->
          new CappedStream(
              new GZIPInputStream(answer.body(), INFLATE_BUFFER_BYTES), limits.maxBodyBytes());
      default ->
          throw new SourceException(
              Kind.MALFORMED,
              "Content-Encoding is %s, expected none or gzip; let the proxy leave it as it is"
                  .formatted(Bounded.text(encoding, 40)));
    };
  }
}
