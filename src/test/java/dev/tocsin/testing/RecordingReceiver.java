package dev.tocsin.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/** An HTTP server on loopback that keeps every request it gets, and answers with a status. */
public final class RecordingReceiver implements AutoCloseable {
  private final HttpServer server;
  private final IntUnaryOperator statuses;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * A request that came.
   *
   * @param headers the first value of each, by name in lower case
   */
  public record Request(String method, String path, Map<String, String> headers, String body) {}

  private RecordingReceiver(HttpServer server, IntUnaryOperator statuses) {
    this.server = server;
    this.statuses = statuses;
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts one that answers 204. */
  public static RecordingReceiver start() {
    return answering(number -> 204);
  }

  /** Starts one that answers with a status for the request of a number, from 0 on. */
  public static RecordingReceiver answering(IntUnaryOperator statuses) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new RecordingReceiver(HttpServer.create(address, 0), statuses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
      int number;
      synchronized (requests) {
        number = requests.size();
        requests.add(
            new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
      }
      exchange.sendResponseHeaders(statuses.applyAsInt(number), -1);
    }
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests so far; bodies byte by byte. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
