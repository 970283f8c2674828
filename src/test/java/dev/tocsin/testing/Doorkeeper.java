package dev.tocsin.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A proxy in front of a real server that lets in only requests with the right headers. */
public final class Doorkeeper implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> FORWARDED =
      Set.of("content-type", "content-encoding", "x-prometheus-remote-read-version");

  private final HttpServer server;
  private final String scheme;
  private final URI target;
  private final Map<String, String> required;
  private final Semaphore waiting = new Semaphore(0);
  private volatile Shut shut = new Shut("", new CountDownLatch(0));

  private Doorkeeper(HttpServer server, String scheme, URI target, Map<String, String> required) {
    this.server = server;
    this.scheme = scheme;
    this.target = target;
    this.required = required;
    server.createContext("/", this::handle);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "doorkeeper");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  /** Starts one that wants these headers. */
  public static Doorkeeper before(URI target, Map<String, String> required) {
    try {
      return new Doorkeeper(HttpServer.create(address(), 0), "http", target, required);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that wants a client certificate. */
  public static Doorkeeper overTls(URI target, SSLContext context) {
    try {
      HttpsServer server = HttpsServer.create(address(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters tls = getSSLContext().getDefaultSSLParameters();
              tls.setNeedClientAuth(true);
              parameters.setSSLParameters(tls);
            }
          });
      return new Doorkeeper(server, "https", target, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Lets requests wait whose path ends so, until {@link #open}. */
  public void shut(String pathEnd) {
    shut = new Shut(pathEnd, new CountDownLatch(1));
  }

  /** Waits until so many requests have been waiting since the start. */
  public void awaitWaiting(int requests) throws InterruptedException {
    waiting.acquire(requests);
  }

  /** Lets all requests through that wait. */
  public void open() {
    shut.opened().countDown();
  }

  /** Which requests have to wait, and for what. */
  private record Shut(String pathEnd, CountDownLatch opened) {}

  private void await(String path) throws InterruptedException {
    Shut now = shut;
    if (now.opened().getCount() > 0 && path.endsWith(now.pathEnd())) {
      waiting.release();
      now.opened().await();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean welcome =
          required.entrySet().stream()
              .allMatch(
                  header ->
                      header
                          .getValue()
                          .equals(exchange.getRequestHeaders().getFirst(header.getKey())));
      if (welcome) {
        forward(exchange);
      } else {
        exchange.sendResponseHeaders(401, -1);
      }
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, values.get(0));
              }
            });
    try {
      await(exchange.getRequestURI().getPath());
      HttpResponse<byte[]> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
