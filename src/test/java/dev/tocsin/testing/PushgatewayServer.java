package dev.tocsin.testing;

import java.nio.file.Path;
import java.util.List;

/** The Debian {@code prometheus-pushgateway} on a loopback port. */
public final class PushgatewayServer extends DebianServer {
  private static final String BINARY = "prometheus-pushgateway";

  private PushgatewayServer(ServerProcess server) {
    super(server);
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

  /** What a Prometheus would scrape. */
  public String metrics() {
    return get("/metrics");
  }
}
