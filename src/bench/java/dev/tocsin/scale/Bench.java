package dev.tocsin.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.scale.peer.Peer;
import dev.tocsin.testing.BuiltFunction;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A Prometheus with a load, and the built function before it, which writes its scores back there.
 * Everything is gone when it is closed.
 */
final class Bench implements AutoCloseable {
  /**
   * Scores until the compilers of a fresh process are done: the first ones cost several times as
   * much CPU.
   */
  static final int WARM_UP = 30;

  private static final Pattern SCORED = Pattern.compile("\"outcome\":\"scored\"");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOUR = 3_600_000;

  private final PrometheusServer prometheus;
  private final BuiltFunction function;
  private final Load load;
  private long next;

  private Bench(PrometheusServer prometheus, BuiltFunction function, Load load, long next) {
    this.prometheus = prometheus;
    this.function = function;
    this.load = load;
    this.next = next;
  }

  /** Starts both, and loads as many hours up to an hour ago. */
  static Bench start(int series, int hours, Map<String, String> jobSettings) {
    PrometheusServer prometheus = PrometheusServer.start();
    try {
      long end = (System.currentTimeMillis() - HOUR) / HOUR * HOUR;
      Load load = new Load(series);
      load.write(prometheus.uri(), end - hours * HOUR, end, Load.Progress.onTerminal());
      Map<String, String> properties = properties(prometheus, hours);
      properties.putAll(jobSettings);
      return new Bench(prometheus, BuiltFunction.start(properties), load, end);
    } catch (RuntimeException e) {
      prometheus.close();
      throw e;
    }
  }

  private static Map<String, String> properties(PrometheusServer prometheus, int hours) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("tocsin.prometheus.url", prometheus.uri().toString());
    properties.put("tocsin.prometheus.timeout", "10m");
    // In the folder of the process, which goes with it.
    properties.put("tocsin.store.path", "models");
    properties.put("tocsin.jobs.load.query", Load.NAME);
    properties.put("tocsin.jobs.load.step", Load.STEP + "ms");
    properties.put("tocsin.jobs.load.history", hours + "h");
    properties.put("tocsin.jobs.load.sinks", "back");
    properties.put("tocsin.sinks.back.kind", "remote-write");
    properties.put("tocsin.sinks.back.url", prometheus.uri().resolve("/api/v1/write").toString());
    properties.put("tocsin.sinks.back.flush", "60s");
    return properties;
  }

  /** A step of time passes: each series gets a sample. */
  void tick() {
    load.write(prometheus.uri(), next, next + Load.STEP, (samples, all) -> {});
    next += Load.STEP;
  }

  /** Retrains on all of the history. */
  Sample retrain() {
    return sample(() -> function.post("/retrain", body()));
  }

  /** Scores the newest step, and waits until the scores are written back. */
  Sample score() {
    return sample(() -> function.post("/score", body()));
  }

  private String body() {
    return "{\"job\":\"load\",\"end\":\"" + Instant.ofEpochMilli(newest()) + "\"}";
  }

  private Sample sample(Supplier<String> call) {
    return sample(
        function.pid(), () -> Math.toIntExact(SCORED.matcher(call.get()).results().count()));
  }

  /** Has another score the newest step, in this process. */
  Sample score(Peer peer) {
    return sample(ProcessHandle.current().pid(), () -> peer.score(newest()));
  }

  private Sample sample(long client, IntSupplier call) {
    double clientBefore = Usage.of(client).cpuSeconds();
    double prometheusBefore = Usage.of(prometheus.pid()).cpuSeconds();
    long start = System.nanoTime();
    int scored = call.getAsInt();
    return new Sample(
        (System.nanoTime() - start) / 1e9,
        Usage.of(client).cpuSeconds() - clientBefore,
        Usage.of(prometheus.pid()).cpuSeconds() - prometheusBefore,
        scored);
  }

  /**
   * What a call cost.
   *
   * @param seconds by the clock
   * @param cpu seconds of the one that scores
   * @param prometheusCpu seconds
   * @param scored how many series have a score
   */
  record Sample(double seconds, double cpu, double prometheusCpu, int scored) {
    double cpuOfBoth() {
      return cpu + prometheusCpu;
    }
  }

  /** Where Prometheus listens. */
  URI prometheus() {
    return prometheus.uri();
  }

  /** The time of the newest samples, epoch milliseconds. */
  long newest() {
    return next - Load.STEP;
  }

  /** What the function holds on to between two calls, in bytes: its heap after a collection. */
  long liveHeapBytes() {
    jcmd("GC.run");
    // Two: the first collection hands soft references and finalizers over.
    jcmd("GC.run");
    String used = jcmd("GC.heap_info").replaceAll("(?s).*? used (\\d+)K.*", "$1");
    return 1024 * Long.parseLong(used);
  }

  private String jcmd(String command) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(function.pid()),
                  command)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The memory of the function that is in use now, in bytes. */
  long residentBytes() {
    return Usage.of(function.pid()).residentBytes();
  }

  /** How many series have a score at the newest step. */
  long scoresWritten() {
    try {
      String query =
          "/api/v1/query?query=count(last_over_time(anomaly_score[14s]))&time=" + newest() / 1000;
      JsonNode answer = JSON.readTree(prometheus.get(query));
      return answer.at("/data/result/0/value/1").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    function.close();
    prometheus.close();
  }
}
