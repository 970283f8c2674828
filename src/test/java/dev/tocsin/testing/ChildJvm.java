package dev.tocsin.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Java process with the tests' class path, whose lines are read and which may be killed. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private ChildJvm(Process process) {
    this.process = process;
    this.lines = process.inputReader();
  }

  /** Starts {@code main} with these options of the JVM. */
  public static ChildJvm start(List<String> options, Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ChildJvm(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line it writes; empty once it has ended. */
  public Optional<String> line() {
    try {
      return Optional.ofNullable(lines.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines from here to its end. */
  public List<String> rest() {
    List<String> rest = new ArrayList<>();
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      rest.add(line.get());
    }
    return rest;
  }

  /** Kills it at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // the process's own would close its output
    process.waitFor();
  }

  /** Waits for its end. */
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
