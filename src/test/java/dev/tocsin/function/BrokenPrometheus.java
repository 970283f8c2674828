package dev.tocsin.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server that fails in the way the query names: {@code status_503}, {@code html}, {@code cut},
 * {@code slow}.
 */
public final class BrokenPrometheus implements QuarkusTestResourceLifecycleManager {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.setExecutor(threads);
      started.createContext("/", this::answer);
      started.start();
      server = started;
      return Map.of(
          "tocsin.prometheus.url",
          "http://127.0.0.1:" + started.getAddress().getPort(),
          "tocsin.prometheus.timeout",
          "2s");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form =
        URLDecoder.decode(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            StandardCharsets.UTF_8);
    try (exchange) {
      if (form.contains("status_")) {
        int at = form.indexOf("status_") + "status_".length();
        send(exchange, Integer.parseInt(form.substring(at, at + 3)), "{}");
      } else if (form.contains("cut")) {
        exchange.sendResponseHeaders(200, 1_000);
        exchange
            .getResponseBody()
            .write("{\"status\":\"success\",\"data\"".getBytes(StandardCharsets.UTF_8));
      } else if (form.contains("slow")) {
        stopped.await();
      } else {
        send(exchange, 200, "<html>not Prometheus</html>");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }
}
