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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An event sink that keeps what it takes, and can be told to fail. */
public final class EventCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();

  private EventCollector(HttpServer server) {
    this.server = server;
  }

  /** An event that arrived. */
  public record Event(String id, String type, String source, String data) {}

  public static EventCollector start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      EventCollector collector = new EventCollector(server);
      server.createContext("/", collector::take);
      server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Has the next requests answered by these statuses. */
  public void failWith(Integer... statuses) {
    failures.addAll(List.of(statuses));
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String data = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Integer failure = failures.poll();
      if (failure == null) {
        events.add(
            new Event(
                header(exchange, "ce-id"),
                header(exchange, "ce-type"),
                header(exchange, "ce-source"),
                data));
      }
      exchange.sendResponseHeaders(failure == null ? 202 : failure, -1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
