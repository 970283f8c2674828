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
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * How long the built function takes from the spawn of its process to the first answer of {@code
 * /score} with a stored model, with and without the archive that {@link Rehearsal} made.
 *
 * <p>The variants take turns, so that what else the machine does falls on all of them alike.
 */
public final class StartTime {
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
  private static final Path FOLDER = Path.of("target", "start-time").toAbsolutePath();

  private final Path jar;
  private final URI prometheus;
  private final Recording recording;
  private final DemoJob job;

  private StartTime(Path jar, URI prometheus, Recording recording) {
    this.jar = jar;
    this.prometheus = prometheus;
    this.recording = recording;
    this.job = DemoJob.dns(recording);
  }

  /**
   * Prints a table.
   *
   * @param args the folder of the built function, how many rounds, and more variants: options of
   *     the JVM
   */
  public static void main(String[] args) throws IOException, DemoException, InterruptedException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Path app = Path.of(args[0]).toAbsolutePath();
    int rounds = Integer.parseInt(args[1]);
    Files.createDirectories(FOLDER);
    Map<String, List<String>> variants = variants(StartArchive.in(app));
    Arrays.stream(args).skip(2).forEach(v -> variants.put(v, List.of(v.split(" ", -1))));
    Recording recording = Recording.coreDns().endedBy(Instant.now());
    try (RecordingServer server = RecordingServer.start(recording)) {
      new StartTime(app.resolve("quarkus-run.jar"), server.url(), recording).run(variants, rounds);
    }
  }

  private static Map<String, List<String>> variants(StartArchive archive) {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    variants.put("nothing", List.of());
    variants.put("serial collector", List.of(StartArguments.SERIAL_COLLECTOR));
    if (Files.exists(archive.file())) {
      List<String> options = new ArrayList<>(archive.using());
      variants.put("archive", List.copyOf(options));
      options.add(StartArguments.SERIAL_COLLECTOR);
      variants.put("archive, serial collector", List.copyOf(options));
      variants.put("tocsin.args: second compiler later", StartArguments.of(archive));
      options.add("-XX:TieredStopAtLevel=1");
      variants.put("archive, serial collector, first compiler only", List.copyOf(options));
    }
    return variants;
  }

  private void run(Map<String, List<String>> variants, int rounds)
      throws IOException, DemoException, InterruptedException {
    train();
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
        Start start = start(variant.getValue());
        starts.computeIfAbsent(variant.getKey(), name -> new ArrayList<>()).add(start);
      }
    }
    print(starts);
  }

  /** What one start took: by the clock, and of CPU time until it was over. */
  private record Start(double millis, double cpuMillis) {}

  private void print(Map<String, List<Start>> starts) {
    System.out.println("JDK " + Runtime.version() + ", " + jar.getParent());
    System.out.println("| | median ms | least | most | median CPU ms |");
    starts.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                median(all, Start::millis),
                all.stream().mapToDouble(Start::millis).min().orElseThrow(),
                all.stream().mapToDouble(Start::millis).max().orElseThrow(),
                median(all, Start::cpuMillis)));
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
    double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private void train() throws DemoException, IOException, InterruptedException {
    try (DemoFunction function = function(List.of())) {
      TocsinClient client = new TocsinClient(function.url());
      function.awaitReady(client, waited -> {});
      client.retrain(job.name(), recording.quietUntil());
    }
  }

  private Start start(List<String> options)
      throws DemoException, IOException, InterruptedException {
    long began = System.nanoTime();
    try (DemoFunction function = function(options)) {
      awaitPort(function.url());
      new TocsinClient(function.url()).scoreAll(job.name(), recording.quietUntil());
      double millis = (System.nanoTime() - began) / 1e6;
      return new Start(millis, function.cpu().toNanos() / 1e6);
    }
  }

  private static void awaitPort(URI url) throws DemoException {
    for (long began = System.nanoTime(); System.nanoTime() - began < 60e9; ) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    throw new DemoException("the function does not listen after a minute");
  }

  private DemoFunction function(List<String> options) throws DemoException {
    return DemoFunction.start(
        new FunctionCommand(
            jar, options, FreePort.any(), prometheus, FOLDER.resolve("models"), job),
        FOLDER.resolve("function.log"));
  }
}
