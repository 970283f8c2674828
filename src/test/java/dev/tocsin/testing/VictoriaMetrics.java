package dev.tocsin.testing;

import java.nio.file.Path;
import java.util.List;

/** The Debian {@code victoria-metrics} on a loopback port, which takes remote write. */
public final class VictoriaMetrics extends DebianServer {
  private static final String BINARY = "victoria-metrics";

  private VictoriaMetrics(ServerProcess server) {
    super(server);
  }

  /** Skips the test where the binary is not installed. */
  public static void assumeAvailable() {
    ServerProcess.assumeInstalled(BINARY, BINARY);
  }

  /** Starts an empty one and waits until it answers. */
  public static VictoriaMetrics start() {
    Path folder = ServerProcess.newFolder(BINARY);
    return new VictoriaMetrics(
        ServerProcess.start(
            folder,
            port ->
                List.of(
                    BINARY,
                    "-httpListenAddr=127.0.0.1:" + port,
                    "-storageDataPath=" + folder.resolve("data"),
                    "-retentionPeriod=100y",
                    "-search.latencyOffset=0s"),
            "/health"));
  }

  /** Makes all samples written so far visible to queries. */
  public void flush() {
    get("/internal/force_flush");
  }
}
