package dev.tocsin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.selector.SelectorParser;
import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.prometheus.wire.ReadRequest.ResponseType;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RemoteWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Remote read, put on the grid, equals what a real Prometheus evaluates, bit for bit. */
class SameAnswerTest {
  private static final long STALE = 0x7ff0000000000002L;

  /** A multiple of two hours, at which Prometheus cuts blocks and head chunks. */
  private static final long START = 1_700_006_400_000L;

  private static final long MINUTE = 60_000;
  private static final int SERIES = 24;

  /** How far the written samples reach, in blocks and after them in the head. */
  private static final long BLOCKS = 150 * MINUTE;

  private static final long HEAD = 200 * MINUTE;

  private static PrometheusServer server;

  @BeforeAll
  static void start() {
    PrometheusServer.assumeAvailable();
    server =
        PrometheusServer.with()
            .openMetrics(blocks(1, 0))
            .openMetrics(blocks(2, 7_500)) // overlaps the first in series and time
            .externalLabel("cluster", "c-1")
            .externalLabel("replica", "'a.b+c'")
            .flag("--enable-feature=native-histograms")
            .flag("--storage.remote.read-sample-limit=4000") // so that samples come in many parts
            .start();
    writeHead();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static String blocks(int seed, long offset) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("# TYPE load gauge\n");
    for (int i = 0; i < SERIES; i++) {
      for (long t = START + offset; t < START + BLOCKS; t += 15_000) {
        if (random.nextInt(10) > 0 && (t / 1_200_000 + i) % 3 != 0) {
          long jittered = t + (i % 2 == 0 ? 0 : random.nextInt(2_000));
          text.append("load{").append(labels(i)).append("} ").append(value(random, i));
          text.append(' ').append(jittered / 1000).append('.');
          text.append(String.format(Locale.ROOT, "%03d", jittered % 1000)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String labels(int i) {
    return "series=\"" + i + "\",job=\"ü\"";
  }

  private static double value(Random random, int series) {
    return switch (series % 6) {
      case 0 -> random.nextInt(5);
      case 1 -> random.nextGaussian();
      case 2 -> random.nextInt(20) == 0 ? Double.NaN : random.nextInt(1_000_000) / 100.0;
      case 3 -> 42;
      case 4 -> random.nextBoolean() ? -0.0 : Double.MIN_VALUE * random.nextInt(3);
      default -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
    };
  }

  /** Newer samples: with stale markers, series that come and go, own labels, histograms. */
  private static void writeHead() {
    RemoteWriter writer = new RemoteWriter(server.uri());
    Random random = new Random(3);
    long from = START + BLOCKS;
    for (int i = 0; i < SERIES; i++) {
      writer.series("__name__", "load", "series", "" + i, "job", "ü");
      for (long t = from; t < START + HEAD; t += 15_000) {
        if ((t / 600_000 + i) % 4 == 0) {
          continue;
        }
        long jittered = t + (i % 2 == 0 ? 0 : random.nextInt(2_000));
        if (random.nextInt(15) == 0) {
          writer.sampleBits(jittered, STALE);
        } else {
          writer.sample(jittered, value(random, i));
        }
      }
    }
    writer.series("__name__", "gone", "how", "stale").sample(from, 1).sampleBits(from + 1, STALE);
    writer.series("__name__", "gone", "how", "nan").sample(from, Double.NaN);
    writer.series("__name__", "edge").sample(from, 7);
    writer.series("__name__", "own", "cluster", "c-1", "replica", "a.b+c").sample(from, 1);
    writer.series("__name__", "own", "cluster", "c-1").sample(from, 2);
    writer.series("__name__", "own", "cluster", "c-2", "replica", "a.b+c").sample(from, 3);
    writer.series("__name__", "own").sample(from, 4);
    writer.series("__name__", "mixed").sample(from, 5).sample(from + MINUTE, 6);
    writer.series("__name__", "hist").histogram(from);
    writer.send();
    writer.series("__name__", "mixed").histogram(from + 2 * MINUTE).send();
    writer.series("__name__", "mixed").sample(from + 4 * MINUTE, 8).send();
  }

  static Stream<TimeGrid> grids() {
    return Stream.of(
        new TimeGrid(START, 15_000, 960),
        new TimeGrid(START + 7_777, 60_000, 240),
        new TimeGrid(START - 123, 1_000, 10_999),
        new TimeGrid(START + BLOCKS - 600_000, 333, 5_000),
        new TimeGrid(START + HEAD - MINUTE, 7_001, 100),
        new TimeGrid(START, 300_000, 50),
        new TimeGrid(START, 3_600_000, 5),
        new TimeGrid(START + BLOCKS, 1, 1),
        new TimeGrid(START - 10 * MINUTE, 15_000, 10));
  }

  @ParameterizedTest
  @MethodSource("grids")
  void read_isTheSameEitherWay(TimeGrid grid) {
    RangeQuery query = new RangeQuery("load", grid);
    Map<Labels, String> expected = rows(read(query, ReadProtocol.QUERY_RANGE).matrix());
    SeriesRead remote = read(query, ReadProtocol.AUTO);
    assertThat(remote.how().protocol()).isEqualTo("remote_read_streamed");
    assertThat(rows(remote.matrix())).isEqualTo(expected);
    SeriesRead samples = readSamples("load", grid);
    assertThat(samples.how().protocol()).isEqualTo("remote_read_samples");
    assertThat(rows(samples.matrix())).isEqualTo(unsignedZeros(expected));
  }

  /** Go writes a sample of -0 without its value, which then is 0. */
  private static Map<Labels, String> unsignedZeros(Map<Labels, String> rows) {
    Map<Labels, String> unsigned = new TreeMap<>(rows);
    unsigned.replaceAll((labels, row) -> row.replace("-0x0.0p0", "0x0.0p0"));
    return unsigned;
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void read_selectsTheSameEitherWay(String expression) {
    TimeGrid grid = new TimeGrid(START + BLOCKS - 15_000, 15_000, 42);
    SeriesRead expected = read(new RangeQuery(expression, grid), ReadProtocol.QUERY_RANGE);
    SeriesRead remote = read(new RangeQuery(expression, grid), ReadProtocol.AUTO);
    assertThat(rows(remote.matrix())).isEqualTo(rows(expected.matrix()));
    assertThat(remote.unreadable()).isEqualTo(expected.unreadable());
    assertThat(remote.how().warnings()).isEqualTo(expected.how().warnings());
    // Prometheus 2.42 ends a series of samples at its first native histogram without a word.
    if (!expression.contains("hist") && !expression.equals("mixed")) {
      SeriesRead samples = readSamples(expression, grid);
      assertThat(rows(samples.matrix())).isEqualTo(unsignedZeros(rows(expected.matrix())));
    }
  }

  static Stream<String> expressions() {
    return Stream.of(
        "load{series=\"3\"}",
        "load{series=~\"1.|2\",job=\"\\u00fc\"}",
        "load{series!~\"1.*\",job!=\"x\"}",
        "gone",
        "edge",
        "own",
        "own{cluster=\"\"}",
        "own{cluster=\"c-2\"}",
        "own{cluster=~\"c.*\"}",
        "own{cluster!=\"c-1\",replica!=\"\"}",
        "hist",
        "mixed",
        "absent",
        "{__name__=~\"own|edge|hist\"}");
  }

  /** The server takes this one to mean series without the label, so that it cannot be asked. */
  @Test
  void read_byQueryRangeOfAnExternalLabel() {
    TimeGrid grid = new TimeGrid(START + BLOCKS, 15_000, 4);
    SeriesRead read = read(new RangeQuery("own{cluster=\"c-1\"}", grid), ReadProtocol.AUTO);
    assertThat(read.how().protocol()).isEqualTo("query_range");
    assertThat(read.matrix().rows()).isEqualTo(2);
  }

  private static SeriesRead read(RangeQuery query, ReadProtocol protocol) {
    return new PrometheusSource(PrometheusEndpoint.at(server.uri()).withProtocol(protocol))
        .read(query);
  }

  private static SeriesRead readSamples(String expression, TimeGrid grid) {
    PrometheusEndpoint endpoint = PrometheusEndpoint.at(server.uri());
    PrometheusHttp http = new PrometheusHttp(endpoint);
    Deadline deadline = Deadline.in(Duration.ofMinutes(1));
    ServerTraits traits = new ServerProbe(http).probe(deadline).traits().orElseThrow();
    List<LabelMatcher> matchers = SelectorParser.parse(expression).orElseThrow();
    return new RemoteReader(http, endpoint.limits(), List.of(ResponseType.SAMPLES))
        .read(matchers, grid, traits, deadline);
  }

  /** Hexadecimal, so that each bit counts. */
  private static Map<Labels, String> rows(SeriesMatrix matrix) {
    Map<Labels, String> rows = new TreeMap<>();
    for (int row = 0; row < matrix.rows(); row++) {
      StringBuilder text = new StringBuilder();
      for (double value : matrix.row(row)) {
        text.append(Double.toHexString(value)).append(' ');
      }
      rows.put(matrix.labels(row), text.toString());
    }
    return rows;
  }
}
