package dev.tocsin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A process of the built function, on a port of its own. */
public final class BuiltFunction implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ServerProcess process;

  private BuiltFunction(ServerProcess process) {
    this.process = process;
  }

  /** Starts one with these properties, and waits until it is ready. */
  public static BuiltFunction start(Map<String, String> properties) {
    return new BuiltFunction(
        ServerProcess.start(
            ServerProcess.newFolder("function"),
            port -> command(port, properties),
            "/q/health/ready"));
  }

  private static List<String> command(int port, Map<String, String> properties) {
    List<String> options = new ArrayList<>();
    options.add("-Dquarkus.http.host=127.0.0.1");
    options.add("-Dquarkus.http.port=" + port);
    properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return BuiltCommand.line(options);
  }

  /** An address that nobody listens at. */
  public static URI nowhere() {
    return URI.create("http://127.0.0.1:9");
  }

  /** Where it listens. */
  public URI url() {
    return process.uri();
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  /**
   * The answer to a POST of JSON.
   *
   * @throws IllegalStateException if it is no 200
   */
  public String post(String path, String body) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(url().resolve(path))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.body() + "\n" + process.log());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Asks it to end, as a platform does: SIGTERM.
   *
   * @return its exit status; nothing if it still runs after that time
   */
  public OptionalInt terminate(Duration patience) throws InterruptedException {
    return process.terminate(patience);
  }

  /** What it has printed so far. */
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
