package dev.tocsin.demo.start;

import dev.tocsin.demo.api.RecordingServer;
import dev.tocsin.demo.function.DemoException;
import dev.tocsin.demo.function.DemoFunction;
import dev.tocsin.demo.function.DemoJob;
import dev.tocsin.demo.function.FreePort;
import dev.tocsin.demo.function.FunctionCommand;
import dev.tocsin.demo.function.TocsinClient;
import dev.tocsin.demo.recording.Recording;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Runs the built function through what it does after every start, and lets the JVM keep what it had
 * to load and link for that in an archive beside the function: an AOT cache from JDK 25 on, before
 * that an archive of shared classes. Beside it lie the options of a JVM that starts from it.
 *
 * <p>The function reads the embedded recording over loopback and scores with a model that another
 * process has stored. Where that is not possible there is no archive, and this says so: a start
 * without one takes longer, and does nothing else differently.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 * @see <a href="https://openjdk.org/jeps/350">JEP 350: Dynamic CDS Archives</a>
 */
public final class Rehearsal {
  /** Enough for what the JDK links only when it has been used a few times, such as reflection. */
  private static final int SCORES = 20;

  private final Path jar;
  private final StartArchive archive;
  private final Path scratch;
  private final Recording recording;
  private final DemoJob job;

  private Rehearsal(Path folder, Path scratch) {
    this.jar = folder.resolve("quarkus-run.jar");
    this.archive = StartArchive.in(folder);
    this.scratch = scratch;
    this.recording = Recording.coreDns().endedBy(Instant.now());
    this.job = DemoJob.dns(recording);
  }

  /**
   * Makes the archive of a built function.
   *
   * @param args the folder of the function, and one for what is needed meanwhile
   */
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = System.out;
    Rehearsal rehearsal = new Rehearsal(Path.of(args[0]), Path.of(args[1]));
    try {
      out.println(rehearsal.run());
    } catch (DemoException | IOException e) {
      out.println("no archive for a faster start: " + e.getMessage());
    }
    rehearsal.writeArguments(out);
  }

  private void writeArguments(PrintStream out) {
    try {
      out.println(StartArguments.write(archive));
    } catch (IOException e) {
      out.println("no file of options for a faster start: " + e);
    }
  }

  private String run() throws DemoException, IOException, InterruptedException {
    if (!Files.exists(jar)) {
      return "no archive for a faster start: no " + jar;
    }
    Files.deleteIfExists(archive.file());
    try (RecordingServer prometheus = RecordingServer.start(recording)) {
      perform(prometheus.url(), List.of(), this::train);
      perform(prometheus.url(), archive.making(), this::score);
    }
    if (!Files.exists(archive.file())) {
      throw new DemoException("the JVM made none; see " + scratch);
    }
    return "%s: %.1f MB".formatted(archive.file(), Files.size(archive.file()) / 1e6);
  }

  private interface Act {
    void play(TocsinClient client) throws DemoException, InterruptedException;
  }

  private void perform(URI prometheus, List<String> options, Act act)
      throws DemoException, IOException, InterruptedException {
    FunctionCommand command =
        new FunctionCommand(
            jar, options, FreePort.any(), prometheus, scratch.resolve("models"), job);
    try (DemoFunction function =
        DemoFunction.start(command, scratch.resolve("rehearsal-" + options.size() + ".log"))) {
      TocsinClient client = new TocsinClient(function.url());
      function.awaitReady(client, waited -> {});
      act.play(client);
    }
  }

  private void train(TocsinClient client) throws DemoException, InterruptedException {
    client.retrain(job.name(), recording.quietUntil());
  }

  private void score(TocsinClient client) throws DemoException, InterruptedException {
    Instant end = recording.quietUntil();
    for (int i = 0; i < SCORES; i++) {
      client.scoreAll(job.name(), end.plusSeconds(i));
    }
    train(client); // some starts find no model
  }
}
