package dev.tocsin.http;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one server: its credentials, no redirects, no addresses that are forbidden, one
 * deadline for all of it, typed failures.
 *
 * <p>HTTP/1.1, because there the end of interest in a body is the end of its connection.
 * Thread-safe; the client is made for the first request.
 */
public final class ServerClient {
  private final URI server;
  private final Access access;
  private @Nullable HttpClient client;

  /**
   * A client of one server.
   *
   * @param server scheme, host and port; its path is not looked at
   * @throws ForbiddenAddressException if its host is an address that must not be connected to
   */
  public ServerClient(URI server, Access access) {
    access.addresses().checkLiteral(server.getHost());
    this.server = server;
    this.access = access;
  }

  /**
   * A request to a URL of the server, to be completed.
   *
   * @throws SourceException if the deadline is over, or a secret cannot be read
   */
  public HttpRequest.Builder request(URI uri, Deadline deadline) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(deadline.remaining()).header("User-Agent", "tocsin");
    try {
      access.headers().forEach((name, value) -> request.header(name, value.inHeader()));
      Optional<String> authorization = access.credentials().authorization();
      authorization.ifPresent(value -> request.header("Authorization", value));
    } catch (IllegalArgumentException e) {
      throw new SourceException(Kind.UNAUTHORIZED, String.valueOf(e.getMessage()), e);
    }
    return request;
  }

  /**
   * Sends a request that may be sent twice; it is where a kept connection turns out to be closed.
   *
   * @param maxBytes more body bytes than this are refused while the body is read
   * @return the answer's head; its body is still coming in and must be closed
   * @throws SourceException if there is no answer
   */
  public HttpResponse<ResponseBody> send(HttpRequest request, Deadline deadline, long maxBytes) {
    try {
      return sendOnce(request, deadline, maxBytes);
    } catch (IOException first) {
      if (!Faults.isStaleConnection(first)) {
        throw Faults.whileAsking(first, request.uri(), deadline);
      }
    }
    try {
      return sendOnce(request, deadline, maxBytes);
    } catch (IOException second) {
      throw Faults.whileAsking(second, request.uri(), deadline);
    }
  }

  private HttpResponse<ResponseBody> sendOnce(HttpRequest request, Deadline deadline, long maxBytes)
      throws IOException {
    try {
      access.addresses().check(request.uri().getHost());
      return client().send(request, head -> new ResponseBody(deadline, maxBytes));
    } catch (ForbiddenAddressException e) {
      throw Faults.forbidden(e);
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
    String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("https") ? TlsContexts.of(access.tls()) : TlsContexts.unused();
  }
}
