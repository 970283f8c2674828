package dev.tocsin.demo;

import dev.tocsin.demo.api.RecordingServer;
import dev.tocsin.demo.function.AgentJar;
import dev.tocsin.demo.function.DemoException;
import dev.tocsin.demo.function.DemoFunction;
import dev.tocsin.demo.function.DemoJob;
import dev.tocsin.demo.function.EndWithParent;
import dev.tocsin.demo.function.FreePort;
import dev.tocsin.demo.function.FunctionCommand;
import dev.tocsin.demo.recording.Recording;
import dev.tocsin.demo.tour.NextSteps;
import dev.tocsin.demo.tour.Tour;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The demo: starts the built function against the embedded recording, trains it, replays the rest
 * of the recording, and shows what it found beside what really happened.
 *
 * <p>Then it serves until Ctrl-C; with the system property {@code demo.once}, unless it is {@code
 * false}, it ends instead, with status 0, or 1 if something failed. Run it in the project's folder
 * by {@code ./mvnw -Pdemo}.
 */
public final class Demo {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Path FOLDER = Path.of("target", "demo").toAbsolutePath();
  private static final int PREFERRED_PORT = 8080;

  /** Statuses of a process that Ctrl-C or a polite request ended. */
  private static final List<Integer> ENDED_BY_SIGNAL = List.of(128 + 2, 128 + 15);

  private final PrintStream out;
  private final Recording recording;
  private final DemoJob job;
  private final AtomicBoolean ending = new AtomicBoolean();

  private Demo(PrintStream out, Recording recording) {
    this.out = out;
    this.recording = recording;
    this.job = DemoJob.dns(recording);
  }

  /** Runs the demo. */
  public static void main(String[] args) throws InterruptedException {
    // Without this the JDK's server waits for the client between header and body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    endWithMaven();
    Demo demo = new Demo(System.out, Recording.coreDns().endedBy(Instant.now()));
    try {
      demo.run(!System.getProperty("demo.once", "false").equals("false"));
    } catch (DemoException | IOException e) {
      demo.fail(e);
    }
  }

  /** Ctrl-C ends Maven and this alike, but who kills Maven alone means this as well. */
  private static void endWithMaven() {
    ProcessHandle.current().parent().ifPresent(Demo::endWith);
  }

  private static void endWith(ProcessHandle parent) {
    Thread watch =
        new Thread(
            () -> {
              parent.onExit().join();
              System.exit(ENDED_BY_SIGNAL.get(1));
            },
            "end-with-maven");
    watch.setDaemon(true);
    watch.start();
  }

  private void run(boolean once) throws DemoException, IOException, InterruptedException {
    try (RecordingServer prometheus = RecordingServer.start(recording);
        DemoFunction function = DemoFunction.start(command(prometheus.url()), log())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(function), "end-function"));
      try {
        new Tour(out, recording, job, function).run(prometheus.url());
        if (!once) {
          new NextSteps(function.url(), prometheus.url(), job, recording).tell(out);
          serve(function);
        }
      } catch (DemoException e) {
        throw new DemoException(e.getMessage() + lastLines(function), e);
      }
    }
  }

  private static Path log() {
    return FOLDER.resolve("function.log");
  }

  private FunctionCommand command(URI prometheus) throws DemoException, IOException {
    if (!Files.exists(JAR)) {
      throw new DemoException(
          JAR + " does not exist, expected the built function; build it by ./mvnw package");
    }
    clear(FOLDER);
    Path agent = FOLDER.resolve("end-with-parent.jar");
    AgentJar.write(EndWithParent.class, agent);
    Path store = FOLDER.resolve("models");
    return new FunctionCommand(
        JAR, List.of("-javaagent:" + agent), FreePort.from(PREFERRED_PORT), prometheus, store, job);
  }

  /** Each run of the demo begins without models. */
  private static void clear(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }

  private void serve(DemoFunction function) throws DemoException, InterruptedException {
    int status = function.await();
    if (!ending.get() && !ENDED_BY_SIGNAL.contains(status)) {
      throw new DemoException("the function ended by itself with status " + status);
    }
  }

  private void end(DemoFunction function) {
    ending.set(true);
    function.close();
  }

  private static String lastLines(DemoFunction function) {
    return "\nThe end of the function's log, %s:\n  %s"
        .formatted(log(), String.join("\n  ", function.lastLogLines()));
  }

  /** Says why and ends, unless the demo is being ended: then failures are to be expected. */
  private void fail(Exception e) {
    if (!ending.get()) {
      out.flush();
      System.err.println("\nThe demo failed: " + e.getMessage());
      System.exit(1);
    }
  }
}
