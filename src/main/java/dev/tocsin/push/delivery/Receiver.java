package dev.tocsin.push.delivery;

import dev.tocsin.http.Access;
import dev.tocsin.http.Deadline;
import dev.tocsin.http.ResponseBody;
import dev.tocsin.http.RetryAfter;
import dev.tocsin.http.ServerClient;
import dev.tocsin.http.ServerUri;
import dev.tocsin.series.Bounded;
import dev.tocsin.series.SourceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A server that is told something by HTTP: credentials, TLS, no redirects, a deadline.
 *
 * <p>A request may be sent twice where a kept connection turns out to be closed; all that sinks
 * send bears a repetition.
 */
public final class Receiver {
  private static final int WORDS_BYTES = 4096;
  private static final int SHOWN_CHARACTERS = 300;

  /** What a receiver answers is read no further. */
  private static final long MAX_ANSWER_BYTES = 1 << 20;

  private final URI uri;
  private final ServerClient client;
  private final Duration timeout;
  private final InstantSource clock;

  /**
   * A receiver; nothing is sent yet.
   *
   * @param uri where it listens, with its path prefix
   * @param timeout how long one request may take, from connecting to the answer's last byte
   * @param clock for what is to be dated when it is sent, see {@link #now}
   * @throws IllegalArgumentException if the URI is not an http or https URL of a server alone
   */
  public Receiver(URI uri, Access access, Duration timeout, InstantSource clock) {
    ServerUri.check(uri, "receiver", "http://localhost:9090");
    this.uri = uri;
    this.client = new ServerClient(uri, access);
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Where it listens. */
  public URI uri() {
    return uri;
  }

  /** What time it is. */
  public Instant now() {
    return clock.instant();
  }

  /** Sends a body by {@code POST}. */
  public Reply post(String path, Map<String, String> headers, byte[] body) {
    return send("POST", path, headers, body);
  }

  /** Sends a body, and waits for the answer. */
  public Reply send(String method, String path, Map<String, String> headers, byte[] body) {
    Deadline deadline = Deadline.in(timeout);
    try {
      HttpRequest.Builder request = client.request(ServerUri.resolve(uri, path), deadline);
      headers.forEach(request::setHeader);
      request.method(method, HttpRequest.BodyPublishers.ofByteArray(body));
      HttpResponse<ResponseBody> response =
          client.send(request.build(), deadline, MAX_ANSWER_BYTES);
      try (ResponseBody words = response.body()) {
        return reply(response, words);
      }
    } catch (SourceException e) {
      return new Reply(0, uri.getAuthority() + ": " + said(e), Optional.empty());
    } catch (IOException e) {
      return new Reply(0, uri.getAuthority() + ": " + e.getMessage(), Optional.empty());
    }
  }

  private static Reply reply(HttpResponse<ResponseBody> response, ResponseBody body)
      throws IOException {
    String words = new String(body.readNBytes(WORDS_BYTES), StandardCharsets.UTF_8);
    if (body.read() < 0) {
      body.close(); // read to its end, so that the connection is kept
    }
    return new Reply(
        response.statusCode(),
        Bounded.text(words.replaceAll("\\s+", " "), SHOWN_CHARACTERS),
        RetryAfter.in(response.headers()));
  }

  private String said(SourceException fault) {
    return fault.kind() == SourceException.Kind.TIMEOUT
        ? "no whole answer within " + timeout + "; raise the timeout, or look after the receiver"
        : String.valueOf(fault.getMessage());
  }
}
