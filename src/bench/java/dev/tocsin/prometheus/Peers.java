package dev.tocsin.prometheus;

import dev.tocsin.series.TimeGrid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Other programs that ask the same of a server, as far as they are installed. */
final class Peers {
  private final URI server;

  Peers(URI server) {
    this.server = server;
  }

  /** Whether a folder of the PATH holds the program. */
  static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Has curl throw a range away. */
  void curlQueryRange(String expression, TimeGrid part) {
    run(
        "curl",
        "-sf",
        "-o",
        "/dev/null",
        server + QueryRangeReader.PATH,
        "--data-urlencode",
        "query=" + expression,
        "-d",
        "start=%d&end=%d&step=%d"
            .formatted(
                part.startMillis() / 1000, part.endMillis() / 1000, part.stepMillis() / 1000));
  }

  /** Has promtool print a range, which it decodes for that. */
  void promtoolQueryRange(String expression, TimeGrid part) {
    run(
        "promtool",
        "query",
        "range",
        "--start=" + part.startMillis() / 1000,
        "--end=" + part.endMillis() / 1000,
        "--step=" + part.stepMillis() / 1000 + "s",
        server.toString(),
        expression);
  }

  /** Has curl throw away what remote read answers to a request. */
  void curlRemoteRead(byte[] request) {
    try {
      Path body = Files.write(Files.createTempFile("remote-read", ""), request);
      run(
          "curl",
          "-sf",
          "-o",
          "/dev/null",
          "-H",
          "Content-Encoding: snappy",
          "--data-binary",
          "@" + body,
          server + RemoteReader.PATH);
      Files.delete(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(command[0] + " ended with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
