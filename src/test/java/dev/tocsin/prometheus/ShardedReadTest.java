package dev.tocsin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.selector.SelectorParser;
import dev.tocsin.prometheus.wire.ReadRequest.ResponseType;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.Shard;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RemoteWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is split by labels and joined, on a real Prometheus: each series once, its samples as if it
 * had been read in one piece.
 */
class ShardedReadTest {
  private static final long START = 1_700_006_400_000L;
  private static final TimeGrid GRID = new TimeGrid(START, 15_000, 60);
  private static final RangeQuery LOAD = new RangeQuery("load", GRID);
  private static final int SERIES = 90;

  /** Values that mean something in a regular expression, in PromQL or in a form. */
  private static final List<String> ODD =
      List.of(".*", "a|b", "\\d+", "(", "\"q\"", "x\ny", "ü&=+ %", "{}", "^$", "'`");

  private static PrometheusServer ample;
  private static PrometheusServer tight;

  @BeforeAll
  static void start() {
    PrometheusServer.assumeAvailable();
    ample = PrometheusServer.start();
    tight =
        PrometheusServer.with()
            .flag("--query.max-samples=20") // less than one sample of each series
            .flag("--storage.remote.read-sample-limit=200") // ten series' samples of five minutes
            .externalLabel("region", "north")
            .start();
    write(ample);
    write(tight);
  }

  @AfterAll
  static void stop() {
    if (ample != null) {
      ample.close();
    }
    if (tight != null) {
      tight.close();
    }
  }

  private static void write(PrometheusServer server) {
    RemoteWriter writer = new RemoteWriter(server.uri());
    for (int i = 0; i < SERIES; i++) {
      writer.series(labels(i));
      for (int t = -20; t < GRID.count(); t++) {
        if ((t / 7 + i) % 5 != 0) {
          writer.sample(START + t * 15_000L + i % 3, Math.sin(i + t));
        }
      }
    }
    writer.send();
  }

  /** A third is told apart by odd values alone, a third lacks the label, and so on. */
  private static String[] labels(int i) {
    String group = "g" + i / ODD.size();
    return i % 3 == 0
        ? new String[] {"__name__", "load", "group", group, "rest", "r" + i}
        : new String[] {
          "__name__", "load", "group", group, "odd", ODD.get(i % ODD.size()), "rest", "r" + i % 9
        };
  }

  @Test
  void read_byQueryRangeSplitsWhatIsTooMuchAtOneTime() {
    SeriesRead split = read(tight, LOAD, ReadProtocol.QUERY_RANGE);
    assertThat(split.how().protocol()).isEqualTo("query_range");
    assertThat(rows(split)).isEqualTo(rows(read(ample, LOAD, ReadProtocol.QUERY_RANGE)));
    assertThat(split.matrix().rows()).isEqualTo(SERIES);
  }

  @Test
  void read_bySamplesSplitsWhatIsTooMuchAtOneTime() {
    PrometheusEndpoint endpoint = PrometheusEndpoint.at(tight.uri());
    PrometheusHttp http = new PrometheusHttp(endpoint);
    Deadline deadline = Deadline.in(Duration.ofMinutes(1));
    ServerTraits traits = new ServerProbe(http).probe(deadline).traits().orElseThrow();
    SeriesRead split =
        new RemoteReader(http, endpoint.limits(), List.of(ResponseType.SAMPLES))
            .read(SelectorParser.parse("load").orElseThrow(), GRID, traits, deadline);
    assertThat(split.how().protocol()).isEqualTo("remote_read_samples");
    assertThat(rows(split)).isEqualTo(rows(read(ample, LOAD, ReadProtocol.AUTO)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16})
  void split_yieldsEachSeriesOnce(int count) {
    for (String expression : List.of("load", "load{odd!=\"(\"}", "{rest=~\"r.*\",group=\"g3\"}")) {
      RangeQuery query = new RangeQuery(expression, GRID);
      Map<Labels, String> expected = rows(read(ample, query, ReadProtocol.QUERY_RANGE));
      for (ReadProtocol protocol : List.of(ReadProtocol.QUERY_RANGE, ReadProtocol.REMOTE_READ)) {
        List<String> shards = source(ample, protocol).split(query, count);
        assertThat(shards).hasSizeBetween(Math.min(count, 2), count);
        assertThat(joined(shards, GRID, protocol)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 30})
  void narrowed_yieldsTheSeriesAskedForAndFewOthers(int count) {
    Map<Labels, String> all = rows(read(ample, LOAD, ReadProtocol.QUERY_RANGE));
    for (ReadProtocol protocol : List.of(ReadProtocol.QUERY_RANGE, ReadProtocol.REMOTE_READ)) {
      for (PrometheusServer server : List.of(ample, tight)) {
        List<Labels> wanted = all.keySet().stream().skip(7).limit(count).toList();
        String narrowed = source(server, protocol).narrowed("load", wanted);
        Map<Labels, String> met = rows(read(server, new RangeQuery(narrowed, GRID), protocol));
        assertThat(met.keySet()).containsAll(wanted).hasSizeLessThan(SERIES);
        assertThat(all).containsAllEntriesOf(met);
      }
    }
  }

  @Test
  void narrowed_isTheExpressionWhereItCannotBeSaid() {
    PrometheusSource source = source(ample, ReadProtocol.AUTO);
    List<Labels> one = List.of(Labels.of("__name__", "load", "rest", "r1"));
    List<Labels> many =
        IntStream.range(0, 2_000).mapToObj(i -> Labels.of("pod", "a-long-name-" + i)).toList();
    assertThat(source.narrowed("sum by (rest) (load)", one)).isEqualTo("sum by (rest) (load)");
    assertThat(source.narrowed("load", many)).isEqualTo("load");
    assertThat(source.narrowed("load", List.of(Labels.of("a", "b"), Labels.of("c", "d"))))
        .isEqualTo("load");
  }

  @Test
  void split_holdsForSeriesThatShowUpLater() {
    TimeGrid later = new TimeGrid(START + 3_600_000, 15_000, 4);
    RemoteWriter writer = new RemoteWriter(ample.uri());
    for (int i = 0; i < 8; i++) {
      writer.series("__name__", "late", "i", "" + i).sample(later.startMillis(), i);
    }
    writer.send();
    RangeQuery query = new RangeQuery("late", later);
    List<String> shards = source(ample, ReadProtocol.AUTO).split(query, 3);
    writer.series("__name__", "late", "i", "new").sample(later.startMillis(), 8);
    writer.series("__name__", "late").sample(later.startMillis(), 9).send();
    assertThat(joined(shards, later, ReadProtocol.AUTO))
        .hasSize(10)
        .isEqualTo(rows(read(ample, query, ReadProtocol.AUTO)));
  }

  /** The filter is for what cannot be split. */
  @Test
  void split_leavesOtherExpressionsAlone() {
    RangeQuery query = new RangeQuery("load * 2", GRID);
    assertThat(source(ample, ReadProtocol.AUTO).split(query, 4)).containsExactly("load * 2");
    SeriesRead whole = read(ample, query, ReadProtocol.AUTO);
    Map<Labels, String> joined = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      rows(Shard.of(whole, new Shard(i, 4)::holds))
          .forEach((labels, row) -> assertThat(joined.put(labels, row)).isNull());
    }
    assertThat(joined).isEqualTo(rows(whole));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load + 0",
        "sum(max_over_time(load[5m]))",
        "max_over_time(load{rest=\"r0\"}[5m:1s])"
      })
  void read_ofWhatCannotBeSplitTellsTheServersBound(String expression) {
    RangeQuery query = new RangeQuery(expression, GRID);
    assertThatThrownBy(() -> read(tight, query, ReadProtocol.AUTO))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_QUERY))
        .hasMessageContaining("too many samples");
  }

  private static Map<Labels, String> joined(
      List<String> shards, TimeGrid grid, ReadProtocol protocol) {
    Map<Labels, String> joined = new HashMap<>();
    for (String shard : shards) {
      rows(read(ample, new RangeQuery(shard, grid), protocol))
          .forEach((labels, row) -> assertThat(joined.put(labels, row)).as(shard).isNull());
    }
    return joined;
  }

  private static SeriesRead read(PrometheusServer server, RangeQuery query, ReadProtocol protocol) {
    return source(server, protocol).read(query);
  }

  private static PrometheusSource source(PrometheusServer server, ReadProtocol protocol) {
    return new PrometheusSource(PrometheusEndpoint.at(server.uri()).withProtocol(protocol));
  }

  private static Map<Labels, String> rows(SeriesRead read) {
    SeriesMatrix matrix = read.matrix();
    Map<Labels, String> rows = new HashMap<>();
    for (int row = 0; row < matrix.rows(); row++) {
      long[] bits = Arrays.stream(matrix.row(row)).mapToLong(Double::doubleToRawLongBits).toArray();
      rows.put(matrix.labels(row), Arrays.toString(bits));
    }
    return rows;
  }
}
