package dev.tocsin.testing;

import java.nio.file.Path;
import java.util.List;

/** The Debian {@code prometheus-node-exporter}, telling of this machine on a loopback port. */
public final class NodeExporter extends DebianServer {
  private static final String BINARY = "prometheus-node-exporter";

  private NodeExporter(ServerProcess server) {
    super(server);
  }

  /** Skips the test where the binary is not installed. */
  public static void assumeAvailable() {
    ServerProcess.assumeInstalled(BINARY, BINARY);
  }

  /** Starts one and waits until it answers. */
  public static NodeExporter start() {
    Path folder = ServerProcess.newFolder("node-exporter");
    return new NodeExporter(
        ServerProcess.start(
            folder, port -> List.of(BINARY, "--web.listen-address=127.0.0.1:" + port), "/metrics"));
  }

  /** Host and port, as a scrape configuration names a target. */
  public String target() {
    return uri().getAuthority();
  }
}
