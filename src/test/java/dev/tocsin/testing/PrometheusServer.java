package dev.tocsin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * The Debian {@code prometheus} on a loopback port, with a data folder of its own.
 *
 * <pre>{@code
 * PrometheusServer.assumeAvailable();
 * try (PrometheusServer server =
 *     PrometheusServer.with().openMetrics("up{job=\"a\"} 1 1700000000\n").start()) {
 *   … server.uri() …
 * }
 * }</pre>
 *
 * <p>It scrapes only what it is told to, keeps samples of any age, and takes remote write at {@code
 * /api/v1/write}.
 */
public final class PrometheusServer implements AutoCloseable {
  private static final String BINARY = "prometheus";

  /** What it logs then; where it asks for credentials, it cannot be asked whether it is ready. */
  private static final String READY = "Server is ready to receive web requests";

  /** Longer than the slowest scrape interval a test should use. */
  private static final long AWAIT_NANOS = Duration.ofSeconds(60).toNanos();

  private final ServerProcess server;
  private final URI uri;
  private final String prefix;

  private PrometheusServer(ServerProcess server, String scheme, String prefix) {
    this.server = server;
    this.uri = URI.create(scheme + "://127.0.0.1:" + server.uri().getPort()).resolve(prefix);
    this.prefix = prefix;
  }

  /** Whether the binaries are installed, for tests that start the server before they can skip. */
  public static boolean isAvailable() {
    return ServerProcess.isInstalled(BINARY, BINARY)
        && ServerProcess.isInstalled("promtool", BINARY)
        && ServerProcess.isInstalled("prometheus-node-exporter", "prometheus-node-exporter");
  }

  /** Skips the test where the binaries are not installed. */
  public static void assumeAvailable() {
    ServerProcess.assumeInstalled(BINARY, BINARY);
    ServerProcess.assumeInstalled("promtool", BINARY);
  }

  /** What the server is to be started with. */
  public static Builder with() {
    return new Builder();
  }

  /** An empty server that scrapes nothing. */
  public static PrometheusServer start() {
    return with().start();
  }

  /** Where it listens, with its path prefix. */
  public URI uri() {
    return uri;
  }

  /** The server's process id. */
  public long pid() {
    return server.pid();
  }

  /**
   * Waits until an instant query yields at least one series, asking again and again.
   *
   * @throws IllegalStateException if it does not within a minute
   */
  public PrometheusServer awaitSeries(String expression) {
    String path =
        prefix + "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    long deadline = System.nanoTime() + AWAIT_NANOS;
    try {
      while (System.nanoTime() < deadline) {
        String answer = server.get(path).map(HttpResponse::body).orElse("");
        if (answer.contains("\"status\":\"success\"") && !answer.contains("\"result\":[]")) {
          return this;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(expression + " yields no series; log:\n" + server.log());
  }

  /**
   * What it answers to a GET of a path below its prefix.
   *
   * @throws IllegalStateException if it does not answer
   */
  public String get(String path) {
    try {
      return server.get(prefix + path).orElseThrow(IllegalStateException::new).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  /** Scrape jobs, samples and flags of a server to be started. */
  public static final class Builder {
    /** Stands for the server's own address until its port is known. */
    private static final String ITSELF = "ITSELF";

    private final StringBuilder jobs = new StringBuilder();
    private final List<String> blocks = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private String global = "";
    private String scheme = "http";
    private String prefix = "";
    private String rules = "";
    private String alerting = "";

    private Builder() {}

    /** Adds a job with which the server scrapes itself. */
    public Builder scrapeItself(String job, Duration interval) {
      return scrape(job, interval, ITSELF);
    }

    /** Adds a job that scrapes {@code host:port} targets. */
    public Builder scrape(String job, Duration interval, String... targets) {
      String period = interval.toMillis() + "ms";
      jobs.append("- job_name: ").append(job).append('\n');
      jobs.append("  scrape_interval: ").append(period).append('\n');
      jobs.append("  scrape_timeout: ").append(period).append('\n');
      jobs.append("  static_configs:\n  - targets: ['");
      jobs.append(String.join("', '", targets)).append("']\n");
      return this;
    }

    /**
     * Adds samples in OpenMetrics text with timestamps in seconds, such as {@code up{job="a"} 1
     * 1700000000.5}; the closing {@code # EOF} is added where missing.
     */
    public Builder openMetrics(String text) {
      blocks.add(text.endsWith("# EOF\n") ? text : text + "# EOF\n");
      return this;
    }

    /** Adds a label that federation and remote read put on every series. */
    public Builder externalLabel(String name, String value) {
      global += (global.isEmpty() ? "  external_labels:\n" : "") + "    " + name + ": " + value;
      global += "\n";
      return this;
    }

    /** Serves everything behind a path such as {@code /prometheus}. */
    public Builder prefix(String path) {
      prefix = path;
      return flag("--web.route-prefix=" + path);
    }

    /**
     * Asks for TLS and credentials as a file of Prometheus's says.
     *
     * @see <a
     *     href="https://prometheus.io/docs/prometheus/latest/configuration/https/">web.config.file</a>
     */
    public Builder https(Path webConfig) {
      scheme = "https";
      return flag("--web.config.file=" + webConfig);
    }

    /** Adds groups of rules, as the file of the same name has them below {@code groups}. */
    public Builder rules(String groups) {
      rules = groups;
      return this;
    }

    /** Sends alerts to an Alertmanager at {@code host:port}. */
    public Builder alertmanager(String target) {
      alerting =
          "alerting:\n  alertmanagers:\n  - static_configs:\n    - targets: ['" + target + "']\n";
      return this;
    }

    /** Adds a command line flag. */
    public Builder flag(String flag) {
      flags.add(flag);
      return this;
    }

    /** Loads the samples, starts the server and waits until it is ready. */
    public PrometheusServer start() {
      Path folder = ServerProcess.newFolder(BINARY);
      Path config = folder.resolve("prometheus.yml");
      try {
        for (int i = 0; i < blocks.size(); i++) {
          load(folder, Files.writeString(folder.resolve("samples" + i), blocks.get(i)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      IntFunction<List<String>> command = port -> commandLine(folder, config, port);
      ServerProcess server =
          scheme.equals("http")
              ? ServerProcess.start(folder, command, prefix + "/-/ready")
              : ServerProcess.start(folder, command, it -> it.log().contains(READY));
      return new PrometheusServer(server, scheme, prefix);
    }

    private String configuration(int port) {
      return (global.isEmpty() ? "" : "global:\n" + global)
          + (rules.isEmpty() ? "" : "rule_files: [rules.yml]\n")
          + alerting
          + (jobs.isEmpty() ? "scrape_configs: []\n" : "scrape_configs:\n" + jobs)
              .replace(ITSELF, "127.0.0.1:" + port);
    }

    private static void load(Path folder, Path samples) {
      ServerProcess.run(
          folder,
          List.of(
              "promtool",
              "tsdb",
              "create-blocks-from",
              "openmetrics",
              samples.toString(),
              folder.resolve("data").toString()));
    }

    private List<String> commandLine(Path folder, Path config, int port) {
      try {
        Files.writeString(config, configuration(port));
        Files.writeString(folder.resolve("rules.yml"), "groups:\n" + rules);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      List<String> command = new ArrayList<>();
      command.add(BINARY);
      command.add("--config.file=" + config);
      command.add("--storage.tsdb.path=" + folder.resolve("data"));
      command.add("--storage.tsdb.retention.time=100y");
      command.add("--web.listen-address=127.0.0.1:" + port);
      command.add("--web.enable-remote-write-receiver");
      command.addAll(flags);
      return command;
    }
  }
}
