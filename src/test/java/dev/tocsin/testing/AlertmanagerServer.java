package dev.tocsin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Debian {@code prometheus-alertmanager} on a loopback port, a cluster of its own. */
public final class AlertmanagerServer extends DebianServer {
  private static final String BINARY = "prometheus-alertmanager";

  private AlertmanagerServer(ServerProcess server) {
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

  /** Starts one that notifies nobody, and waits until it is ready. */
  public static AlertmanagerServer start() {
    return start("http://127.0.0.1:9/nobody");
  }

  /** Starts one that notifies a webhook at once, and waits until it is ready. */
  public static AlertmanagerServer start(String webhook) {
    Path folder = ServerProcess.newFolder("alertmanager");
    Path config = folder.resolve("alertmanager.yml");
    try {
      Files.writeString(
          config,
          """
          route:
            receiver: webhook
            group_by: ['...']
            group_wait: 1ms
            group_interval: 1s
          receivers:
          - name: webhook
            webhook_configs:
            - url: '%s'
          """
              .formatted(webhook));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AlertmanagerServer(
        ServerProcess.start(
            folder,
            port ->
                List.of(
                    BINARY,
                    "--config.file=" + config,
                    "--storage.path=" + folder.resolve("data"),
                    "--cluster.listen-address=",
                    "--web.listen-address=127.0.0.1:" + port),
            "/-/ready"));
  }

  /** Its alerts, resolved ones left out, as its API gives them. */
  public String alerts() {
    return get("/api/v2/alerts");
  }
}
