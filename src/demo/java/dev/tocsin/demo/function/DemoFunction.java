package dev.tocsin.demo.function;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The built function, running as a child process that never outlives this one. */
public final class DemoFunction implements AutoCloseable {
  /** Longer than the function drains, so that it is killed only when it hangs. */
  private static final long SECONDS_TO_END = 30;

  private static final int LOG_LINES_SHOWN = 25;
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration READY_POLL = Duration.ofMillis(100);
  private static final Duration TELL_EVERY = Duration.ofSeconds(3);

  private final Process process;
  private final URI url;
  private final Path log;

  private DemoFunction(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /**
   * Starts the function; it is not ready yet.
   *
   * @param log where its output goes
   */
  public static DemoFunction start(FunctionCommand command, Path log) throws DemoException {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder(command.line())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new DemoFunction(process, command.url(), log);
    } catch (IOException e) {
      throw new DemoException("the function cannot be started: " + e.getMessage(), e);
    }
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  /**
   * Waits until the function says that it is ready.
   *
   * @param progress told now and then how long it took so far
   * @return how long it took
   * @throws DemoException if the function ends, or does not become ready within a minute
   */
  public Duration awaitReady(TocsinClient client, Consumer<Duration> progress)
      throws DemoException, InterruptedException {
    long began = System.nanoTime();
    Duration toldAt = Duration.ZERO;
    while (!client.isReady()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      if (process.waitFor(READY_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DemoException("the function ended with status " + process.exitValue());
      }
      if (waited.compareTo(READY_WITHIN) > 0) {
        throw new DemoException("the function is not ready after " + waited.toSeconds() + " s");
      }
      if (waited.minus(toldAt).compareTo(TELL_EVERY) > 0) {
        progress.accept(waited);
        toldAt = waited;
      }
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** The CPU time it took so far; zero where the system does not tell. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Waits for the function to end and gives its exit status. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /** What the function wrote last. */
  public List<String> lastLogLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    } catch (IOException e) {
      return List.of(log + " cannot be read: " + e.getMessage());
    }
  }

  /** Asks the function to end, waits for it, and kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
