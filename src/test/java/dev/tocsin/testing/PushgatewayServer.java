package dev.tocsin.testing;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

/** The Debian {@code prometheus-pushgateway} on a loopback port. */
public final class PushgatewayServer implements AutoCloseable {
  private static final String BINARY = "prometheus-pushgateway";

  private final ServerProcess server;

  private PushgatewayServer(ServerProcess server) {
    this.server = server;
  }

  /** Whether the binary is installed, for tests that start the server before they can skip. */
  public static boolean isAvailable() {
    return ServerProcess.isInstalled(BINARY, BINARY);
  }

  /** Skips the test where the binary is not installed. */
  public static void assumeAvailable() {
    ServerProcess.assumeInstalled(BINARY, BINARY);
  }

  /** Starts an empty one and waits until it answers. */
  public static PushgatewayServer start() {
    Path folder = ServerProcess.newFolder("pushgateway");
    return new PushgatewayServer(
        ServerProcess.start(
            folder, port -> List.of(BINARY, "--web.listen-address=127.0.0.1:" + port), "/-/ready"));
  }

  /** Where it listens. */
  public URI uri() {
    return server.uri();
  }

  /** What a Prometheus would scrape. */
  public String metrics() {
    try {
      return server
          .get("/metrics")
          .map(HttpResponse::body)
          .orElseThrow(() -> new IllegalStateException("no answer; log:\n" + server.log()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
