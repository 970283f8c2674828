package dev.tocsin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A server binary running on a free loopback port, with a folder of its own; both end with it. */
public final class ServerProcess implements AutoCloseable {
  /** Longer than any of these servers ever needs, so that only a broken one fails on it. */
  private static final int READY_SECONDS = 60;

  /** Someone else may take the free port before the server does. */
  private static final int PORT_ATTEMPTS = 3;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final URI uri;
  private final Path folder;

  private ServerProcess(Process process, URI uri, Path folder) {
    this.process = process;
    this.uri = uri;
    this.folder = folder;
  }

  /** Skips the test if no folder of the PATH holds the binary. */
  static void assumeInstalled(String binary, String debianPackage) {
    Assumptions.assumeTrue(
        isInstalled(binary, debianPackage), () -> missing(binary, debianPackage));
  }

  /**
   * Whether a folder of the PATH holds the binary.
   *
   * @throws IllegalStateException if none does, but the environment requires all servers
   */
  static boolean isInstalled(String binary, String debianPackage) {
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, binary)));
    if (!installed && "required".equals(System.getenv("TOCSIN_TEST_SERVERS"))) {
      throw new IllegalStateException(missing(binary, debianPackage));
    }
    return installed;
  }

  private static String missing(String binary, String debianPackage) {
    return "no " + binary + " on the PATH: install Debian's " + debianPackage;
  }

  /** A new folder, for the server's files. */
  static Path newFolder(String name) {
    try {
      return Files.createTempDirectory("tocsin-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a server and waits until {@code readyPath} answers 200.
   *
   * @see #start(Path, IntFunction, Predicate)
   */
  static ServerProcess start(Path folder, IntFunction<List<String>> command, String readyPath) {
    return start(folder, command, server -> server.isOk(readyPath));
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param folder holds the server's files and its log; deleted on close
   * @param command the command line for a port
   * @throws IllegalStateException with the server's log if it does not become ready
   */
  static ServerProcess start(
      Path folder, IntFunction<List<String>> command, Predicate<ServerProcess> isReady) {
    for (int attempt = 1; ; attempt++) {
      ServerProcess server = launch(folder, command);
      if (server.becomesReady(isReady)) {
        return server;
      }
      String log = server.log();
      server.stop();
      if (attempt == PORT_ATTEMPTS) {
        deleteRecursively(folder);
        throw new IllegalStateException("the server did not become ready; its log:\n" + log);
      }
    }
  }

  private static ServerProcess launch(Path folder, IntFunction<List<String>> command) {
    int port = freePort();
    try {
      Process process =
          new ProcessBuilder(command.apply(port))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ServerProcess(process, URI.create("http://127.0.0.1:" + port), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that nobody listens on at this moment. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean becomesReady(Predicate<ServerProcess> isReady) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    try {
      while (System.nanoTime() < deadline) {
        if (isReady.test(this)) {
          return true;
        }
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean isOk(String path) {
    try {
      return get(path).map(answer -> answer.statusCode() == 200).orElse(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The answer to a GET, or nothing where nobody listens. */
  Optional<HttpResponse<String>> get(String path) throws InterruptedException {
    try {
      return Optional.of(
          HTTP.send(
              HttpRequest.newBuilder(uri.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Runs a command to its end. */
  static void run(Path folder, List<String> command) {
    try {
      Path log = folder.resolve("command.log");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  /** Where the server listens. */
  URI uri() {
    return uri;
  }

  /** The server's process id. */
  long pid() {
    return process.pid();
  }

  /** What the server has printed so far. */
  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks the server to end, as a platform does: SIGTERM.
   *
   * @return its exit status; nothing if it still runs after that time
   */
  OptionalInt terminate(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    deleteRecursively(folder);
  }

  private static void deleteRecursively(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
