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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much the built function is: bytes by where they come from, classes loaded and memory resident
 * when it is ready and after scores. Linux only.
 */
public final class Footprint {
  private static final int SCORES = 300;
  private static final Path FOLDER = Path.of("target", "footprint").toAbsolutePath();

  /** Beginnings of the names of jars, of which the first that fits counts. */
  private static final Map<String, List<String>> SOURCES = sources();

  private static Map<String, List<String>> sources() {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    sources.put("ONNX Runtime", List.of("libonnxruntime", "com.microsoft."));
    sources.put("Tribuo, OLCUT, protobuf", List.of("org.tribuo.", "com.oracle.", "com.google."));
    sources.put("Prometheus client", List.of("io.prometheus."));
    sources.put("Jackson", List.of("com.fasterxml."));
    sources.put(
        "scheduler",
        List.of(
            "io.quarkus.quarkus-scheduler",
            "com.cronutils.",
            "org.glassfish.",
            "jakarta.el.",
            "io.opentelemetry."));
    sources.put(
        "health", List.of("io.smallrye.smallrye-health", "jakarta.json.", "org.eclipse.parsson."));
    sources.put(
        "Vert.x, Netty, Mutiny", List.of("io.vertx.", "io.netty.", "io.smallrye.reactive."));
    sources.put(
        "Tocsin and what Quarkus made of it", List.of("tocsin-", "generated-", "transformed-"));
    sources.put("Quarkus and all else", List.of(""));
    return sources;
  }

  private Footprint() {}

  /**
   * Prints tables.
   *
   * @param args the folder of the built function, and more options of its JVM
   */
  public static void main(String[] args) throws IOException, DemoException, InterruptedException {
    Path app = Path.of(args[0]).toAbsolutePath();
    Files.createDirectories(FOLDER);
    sizes(app);
    List<String> options = new ArrayList<>(List.of(args).subList(1, args.length));
    memory(app, options);
    StartArchive archive = StartArchive.in(app);
    if (Files.exists(archive.file())) {
      options.addAll(archive.using());
      memory(app, options);
    }
  }

  private static void sizes(Path app) throws IOException {
    Map<String, Long> bytes = new LinkedHashMap<>();
    SOURCES.keySet().forEach(source -> bytes.put(source, 0L));
    try (Stream<Path> files = Files.walk(app)) {
      for (Path file : files.filter(Footprint::isShipped).toList()) {
        bytes.merge(source(file.getFileName().toString()), Files.size(file), Long::sum);
      }
    }
    System.out.println("| | MB |");
    bytes.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue()))
        .forEach(
            entry ->
                System.out.printf(
                    Locale.ROOT, "| %s | %.1f |%n", entry.getKey(), entry.getValue() / 1e6));
  }

  private static boolean isShipped(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.startsWith("tocsin.") && !name.endsWith(".txt");
  }

  private static String source(String name) {
    return SOURCES.entrySet().stream()
        .filter(source -> source.getValue().stream().anyMatch(name::startsWith))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static void memory(Path app, List<String> options)
      throws IOException, DemoException, InterruptedException {
    Recording recording = Recording.coreDns().endedBy(Instant.now());
    DemoJob job = DemoJob.dns(recording);
    Path classes = FOLDER.resolve("classes.log");
    List<String> all = new ArrayList<>(options);
    all.add(StartArguments.SERIAL_COLLECTOR);
    all.add("-Xlog:class+load:file=" + classes);
    try (RecordingServer prometheus = RecordingServer.start(recording);
        DemoFunction function = start(app.resolve("quarkus-run.jar"), all, prometheus.url(), job)) {
      TocsinClient client = new TocsinClient(function.url());
      function.awaitReady(client, waited -> {});
      tell("ready", options, function, classes);
      Instant end = recording.quietUntil();
      for (int i = 0; i < SCORES; i++) {
        client.scoreAll(job.name(), end.plusSeconds(i));
      }
      tell("after " + SCORES + " scores", options, function, classes);
    }
  }

  private static DemoFunction start(Path jar, List<String> options, URI prometheus, DemoJob job)
      throws DemoException {
    return DemoFunction.start(
        new FunctionCommand(
            jar, options, FreePort.any(), prometheus, FOLDER.resolve("models"), job),
        FOLDER.resolve("function.log"));
  }

  private static void tell(String when, List<String> options, DemoFunction function, Path classes)
      throws IOException {
    long kilobytes =
        Files.readAllLines(Path.of("/proc/" + function.pid() + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    long loaded;
    try (Stream<String> lines = Files.lines(classes)) {
      loaded = lines.filter(line -> line.contains(" source: ")).count();
    }
    System.out.printf(
        Locale.ROOT,
        "JDK %s %s, %s: %d classes, %.0f MB%n",
        Runtime.version(),
        options,
        when,
        loaded,
        kilobytes / 1e3);
  }
}
