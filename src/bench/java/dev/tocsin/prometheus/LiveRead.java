package dev.tocsin.prometheus;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.wire.ReadRequest;
import dev.tocsin.prometheus.wire.ReadRequest.ResponseType;
import dev.tocsin.prometheus.wire.RemoteQuery;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RemoteWriter;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Reads from a real Prometheus, loaded by remote write, and tells how much longer that takes than
 * only draining the socket. Arguments: how many series, how many hours at 15 seconds, how many
 * repetitions.
 */
public final class LiveRead {
  private static final long START = 1_700_006_400_000L;
  private static final long STEP = 15_000;
  private static final long SLAB = 30 * 60_000;

  /** As many samples of ten thousand series as Prometheus answers with at once. */
  private static final int QUERY_RANGE_STEPS = 2_400;

  private static final int SERIES_PER_REQUEST = 500;

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
    TimeGrid grid = new TimeGrid(START, STEP, hours * 240);
    try (PrometheusServer server = PrometheusServer.start()) {
      load(server, series, START + hours * 3_600_000L);
      long samples = (long) series * grid.count();
      LiveRead live =
          new LiveRead(
              PrometheusEndpoint.at(server.uri())
                  .withDeadline(Duration.ofMinutes(10))
                  .withLimits(ReadLimits.defaults().withMaxSamples(samples)),
              grid);
      live.compare(ReadProtocol.AUTO, live::drainRemoteRead, repetitions);
      live.compare(ReadProtocol.QUERY_RANGE, live::drainQueryRange, repetitions);
    }
  }

  private static void load(PrometheusServer server, int series, long end) {
    Random random = new Random(1);
    double[] values = random.doubles(series, 0, 100_000).toArray();
    for (long slab = START; slab < end; slab += SLAB) {
      RemoteWriter writer = new RemoteWriter(server.uri());
      for (int s = 0; s < series; s++) {
        writer.series(
            "__name__", "load", "instance", "10.0.0." + s + ":9100", "job", "bench", "code", "200");
        for (long t = slab; t < Math.min(slab + SLAB, end); t += STEP) {
          values[s] =
              switch (s % 4) {
                case 0 -> values[s] + random.nextInt(300);
                case 1 -> Math.round(values[s] * 100 + random.nextInt(200) - 100) / 100.0;
                case 2 -> 0.5 + random.nextGaussian() / 10;
                default -> random.nextInt(100) == 0 ? random.nextInt(2) : values[s];
              };
          writer.sample(t, values[s]);
        }
        if (s % SERIES_PER_REQUEST == SERIES_PER_REQUEST - 1 || s == series - 1) {
          writer.send();
        }
      }
    }
  }

  private void compare(ReadProtocol protocol, LongSupplier drain, int repetitions) {
    double[] drained = new double[repetitions];
    double[] read = new double[repetitions];
    SeriesRead.How how = new SeriesRead.How("", 0, 0, List.of());
    System.out.printf(
        "%d series, first drain %d bytes%n", read(protocol).matrix().rows(), drain.getAsLong());
    for (int i = 0; i < repetitions; i++) {
      long start = System.nanoTime();
      long bytes = drain.getAsLong();
      long between = System.nanoTime();
      how = read(protocol).how();
      read[i] = (System.nanoTime() - between) / 1e9;
      drained[i] = (between - start) / 1e9;
      System.out.printf(
          "%s drain %.3f s, %d bytes; read %.3f s, %d bytes%n",
          how.protocol(), drained[i], bytes, read[i], how.bytes());
    }
    Arrays.sort(drained);
    Arrays.sort(read);
    double ratio = read[repetitions / 2] / drained[repetitions / 2];
    System.out.printf(
        "%s: %.1f MB, medians: drain %.3f s, read %.3f s (%.1fM samples/s), ratio %.2f%n",
        how.protocol(),
        how.bytes() / 1e6,
        drained[repetitions / 2],
        read[repetitions / 2],
        how.samples() / read[repetitions / 2] / 1e6,
        ratio);
  }

  private SeriesRead read(ReadProtocol protocol) {
    return new PrometheusSource(endpoint.withProtocol(protocol)).read(new RangeQuery("load", grid));
  }

  private long drainRemoteRead() {
    List<RemoteQuery> queries =
        RemoteQuery.partition(SelectorParser.parse("load").orElseThrow(), Map.of());
    byte[] body =
        ReadRequest.encode(
            queries,
            grid.startMillis() - 300_000,
            grid.endMillis(),
            List.of(ResponseType.STREAMED_XOR_CHUNKS));
    Deadline deadline = Deadline.in(endpoint.deadline());
    PrometheusHttp http = new PrometheusHttp(endpoint);
    HttpRequest request =
        http.request(RemoteReader.PATH, deadline)
            .header("Content-Encoding", "snappy")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.exchange(request, deadline, LiveRead::drain);
  }

  private long drainQueryRange() {
    Deadline deadline = Deadline.in(endpoint.deadline());
    PrometheusHttp http = new PrometheusHttp(endpoint);
    return new Parts<String>(
            QUERY_RANGE_STEPS,
            1,
            (selector, from, to) -> {
              TimeGrid part = grid.slice(from, to);
              String form =
                  "query=load&start=%d&end=%d&step=15"
                      .formatted(part.startMillis() / 1000, part.endMillis() / 1000);
              HttpRequest request =
                  http.request(QueryRangeReader.PATH, deadline)
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(form))
                      .build();
              return http.exchange(request, deadline, LiveRead::drain);
            },
            (selector, from, to, count) -> List.of(selector))
        .read("load", grid.count());
  }

  private static long drain(Answer answer) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (answer.body().read(buffer, 0, buffer.length) >= 0) {
      // only counted
    }
    return answer.received();
  }
}
