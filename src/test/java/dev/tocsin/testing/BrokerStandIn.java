package dev.tocsin.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a Knative broker does, as far as its subscribers see it: takes an event with 202, brings it
 * to one subscriber after the other until one takes it, and keeps the replies. Binary mode only.
 */
public final class BrokerStandIn implements AutoCloseable {
  private static final int TRIES = 8;

  /** Many times what it takes, so that only a broken function fails on it. */
  private static final long PATIENCE_SECONDS = 300;

  /** What the data-plane contract has tried again, besides 5xx. */
  private static final Set<Integer> RETRIED = Set.of(404, 408, 409, 429);

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService deliveries = Executors.newFixedThreadPool(6);
  private final List<URI> subscribers = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
  private final Set<URI> servedBy = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();

  private BrokerStandIn(HttpServer server) {
    this.server = server;
  }

  /** A reply event, or what came instead of one. */
  public record Reply(String type, String data) {}

  public static BrokerStandIn start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      BrokerStandIn broker = new BrokerStandIn(server);
      server.createContext("/", broker::take);
      server.start();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Brings it events from now on. */
  public void subscribe(URI subscriber) {
    subscribers.add(subscriber);
  }

  /** So many replies, in the order they came. */
  public List<Reply> awaitReplies(int count) throws InterruptedException {
    List<Reply> taken = new ArrayList<>();
    while (taken.size() < count) {
      Reply reply = replies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (reply == null) {
        throw new IllegalStateException(taken.size() + " replies, expected " + count);
      }
      taken.add(reply);
    }
    return taken;
  }

  /** How often an event had to be brought again. */
  public int retries() {
    return retries.get();
  }

  /** Who took events. */
  public Set<URI> servedBy() {
    return Set.copyOf(servedBy);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] data = exchange.getRequestBody().readAllBytes();
      Map<String, String> attributes = attributes(exchange.getRequestHeaders());
      deliveries.execute(() -> deliver(attributes, data));
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private static Map<String, String> attributes(Headers headers) {
    Map<String, String> attributes = new TreeMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("ce-") || lower.equals("content-type")) {
            attributes.put(lower, values.get(0));
          }
        });
    return attributes;
  }

  private void deliver(Map<String, String> attributes, byte[] data) {
    for (int i = 0; i < TRIES; i++) {
      URI subscriber = subscribers.get(Math.floorMod(next.getAndIncrement(), subscribers.size()));
      try {
        HttpResponse<String> answer = send(subscriber, attributes, data);
        if (answer.statusCode() < 500 && !RETRIED.contains(answer.statusCode())) {
          servedBy.add(subscriber);
          String type =
              answer.headers().firstValue("ce-type").orElse(Integer.toString(answer.statusCode()));
          replies.add(new Reply(type, answer.body()));
          return;
        }
      } catch (IOException e) {
        // Nobody there: the next one.
      }
      retries.incrementAndGet();
    }
    replies.add(new Reply("dead letter", new String(data, StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> send(URI to, Map<String, String> attributes, byte[] data)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.resolve("/"))
            .header("Prefer", "reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(data));
    attributes.forEach(request::setHeader);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    deliveries.shutdownNow();
  }
}
