package dev.tocsin.prometheus;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.selector.SelectorParser;
import dev.tocsin.prometheus.wire.ReadRequest;
import dev.tocsin.prometheus.wire.ReadRequest.ResponseType;
import dev.tocsin.prometheus.wire.RemoteQuery;
import dev.tocsin.scale.Load;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads from a real Prometheus, loaded by remote write, and tells how much longer that takes than
 * only draining the socket does: in this process, by curl, and by promtool, where they are
 * installed. Arguments: how many series, how many hours at 15 seconds, how many repetitions.
 */
public final class LiveRead {
  private static final long START = 1_700_006_400_000L;

  /** As many samples of ten thousand series as Prometheus answers with at once. */
  private static final int QUERY_RANGE_STEPS = 2_400;

  private final PrometheusEndpoint endpoint;
  private final TimeGrid grid;

  private LiveRead(PrometheusEndpoint endpoint, TimeGrid grid) {
    this.endpoint = endpoint;
    this.grid = grid;
  }

  /** Loads, reads, and prints medians. */
  public static void main(String[] arguments) {
    int series = Integer.parseInt(arguments[0]);
    int hours = Integer.parseInt(arguments[1]);
    int repetitions = Integer.parseInt(arguments[2]);
    TimeGrid grid = new TimeGrid(START, Load.STEP, hours * 240);
    try (PrometheusServer server = PrometheusServer.start()) {
      new Load(series)
          .write(server.uri(), START, grid.endMillis() + Load.STEP, Load.Progress.onTerminal());
      long samples = (long) series * grid.count();
      LiveRead live =
          new LiveRead(
              PrometheusEndpoint.at(server.uri())
                  .withDeadline(Duration.ofMinutes(10))
                  .withLimits(ReadLimits.defaults().withMaxSamples(samples)),
              grid);
      Peers peers = new Peers(server.uri());
      live.compare(
          ReadProtocol.AUTO,
          List.of(
              new Drain("drain", live::drainRemoteRead),
              new Drain("curl", () -> peers.curlRemoteRead(live.remoteReadRequest()))),
          repetitions);
      live.compare(
          ReadProtocol.QUERY_RANGE,
          List.of(
              new Drain("drain", live::drainQueryRange),
              new Drain("curl", () -> live.inParts(peers::curlQueryRange)),
              new Drain("promtool", () -> live.inParts(peers::promtoolQueryRange))),
          repetitions);
    }
  }

  /** Someone who takes an answer and does less with it than reading does, or the same. */
  private record Drain(String name, Runnable run) {
    boolean isInstalled() {
      return name.equals("drain") || Peers.isInstalled(name);
    }
  }

  private void compare(ReadProtocol protocol, List<Drain> all, int repetitions) {
    List<Drain> drains = all.stream().filter(Drain::isInstalled).toList();
    double[][] drained = new double[drains.size()][repetitions];
    double[] read = new double[repetitions];
    SeriesRead.How how = read(protocol).how();
    drains.forEach(drain -> drain.run.run());
    for (int i = 0; i < repetitions; i++) {
      for (int d = 0; d < drains.size(); d++) {
        drained[d][i] = seconds(drains.get(d).run);
      }
      read[i] = seconds(() -> read(protocol));
    }
    double median = median(read);
    System.out.printf(
        "%s: %.1f MB, medians: read %.3f s (%.1fM samples/s)",
        how.protocol(), how.bytes() / 1e6, median, how.samples() / median / 1e6);
    for (int d = 0; d < drains.size(); d++) {
      double other = median(drained[d]);
      System.out.printf("; %s %.3f s, ratio %.2f", drains.get(d).name, other, median / other);
    }
    System.out.println();
  }

  private static double seconds(Runnable run) {
    long start = System.nanoTime();
    run.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void inParts(BiConsumer<String, TimeGrid> reader) {
    for (int from = 0; from < grid.count(); from += QUERY_RANGE_STEPS) {
      int to = Math.min(grid.count(), from + QUERY_RANGE_STEPS);
      reader.accept(Load.NAME, grid.slice(from, to));
    }
  }

  private SeriesRead read(ReadProtocol protocol) {
    return new PrometheusSource(endpoint.withProtocol(protocol))
        .read(new RangeQuery(Load.NAME, grid));
  }

  private byte[] remoteReadRequest() {
    List<RemoteQuery> queries =
        RemoteQuery.partition(SelectorParser.parse(Load.NAME).orElseThrow(), Map.of());
    return ReadRequest.encode(
        queries,
        grid.startMillis() - 300_000,
        grid.endMillis(),
        List.of(ResponseType.STREAMED_XOR_CHUNKS));
  }

  private void drainRemoteRead() {
    Deadline deadline = Deadline.in(endpoint.deadline());
    PrometheusHttp http = new PrometheusHttp(endpoint);
    HttpRequest request =
        http.request(RemoteReader.PATH, deadline)
            .header("Content-Encoding", "snappy")
            .POST(HttpRequest.BodyPublishers.ofByteArray(remoteReadRequest()))
            .build();
    http.exchange(request, deadline, LiveRead::drain);
  }

  private void drainQueryRange() {
    Deadline deadline = Deadline.in(endpoint.deadline());
    PrometheusHttp http = new PrometheusHttp(endpoint);
    inParts(
        (expression, part) -> {
          HttpRequest request =
              new Form()
                  .field("query", expression)
                  .time("start", part.startMillis())
                  .time("end", part.endMillis())
                  .field("step", "15")
                  .postedBy(http.request(QueryRangeReader.PATH, deadline));
          http.exchange(request, deadline, LiveRead::drain);
        });
  }

  private static long drain(Answer answer) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (answer.body().read(buffer, 0, buffer.length) >= 0) {
      // only counted
    }
    return answer.received();
  }
}
