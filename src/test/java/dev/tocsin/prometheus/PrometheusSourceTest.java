package dev.tocsin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.PrometheusServer;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading from a real Prometheus. */
class PrometheusSourceTest {
  private static final long START = 1_700_000_000_000L;

  private static final String SAMPLES =
      """
      # TYPE load gauge
      load{job="a",path="C:\\\\x\\"y\\nz"} 1.5 1700000000
      load{job="a",path="C:\\\\x\\"y\\nz"} -0.1 1700000015
      load{job="a",path="C:\\\\x\\"y\\nz"} NaN 1700000030
      load{job="a",path="C:\\\\x\\"y\\nz"} +Inf 1700000045
      load{job="ü",path="/"} 5e-324 1700000015
      load{job="ü",path="/"} 1.7976931348623157e308 1700000045
      """;

  private static PrometheusServer server;

  private static String many() {
    StringBuilder text = new StringBuilder("# TYPE many gauge\n");
    for (int i = 0; i < 30; i++) {
      text.append("many{i=\"").append(i).append("\"} ").append(i).append(" 1700000000\n");
    }
    return text.toString();
  }

  @BeforeAll
  static void start() {
    PrometheusServer.assumeAvailable();
    server =
        PrometheusServer.with()
            .openMetrics(SAMPLES)
            .openMetrics(many())
            .prefix("/prom")
            .flag("--query.max-samples=50000")
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void read_yieldsLabelsAndSamples() {
    SeriesRead read = read("load", new TimeGrid(START, 15_000, 5));
    assertThat(text(read.matrix()))
        .containsExactlyInAnyOrder(
            "load{job=\"a\",path=\"C:\\\\x\\\"y\\nz\"} [1.5, -0.1, NaN, Infinity, Infinity]",
            "load{job=\"ü\",path=\"/\"} [NaN, 4.9E-324, 4.9E-324,"
                + " 1.7976931348623157E308, 1.7976931348623157E308]");
    assertThat(read.how().protocol()).isEqualTo("remote_read_streamed");
    assertThat(read.how().bytes()).isPositive();
  }

  @Test
  void read_ofNothingIsEmpty() {
    assertThat(read("absent_metric", new TimeGrid(START, 15_000, 5)).matrix().rows()).isZero();
  }

  @Test
  void read_takesTimesAndStepsOfMilliseconds() {
    TimeGrid grid = new TimeGrid(START + 123, 1_001, 2_000);
    assertTimes(read("vector(time())", grid).matrix());
  }

  @Test
  void read_joinsLongRangesWithoutASeam() {
    TimeGrid grid = new TimeGrid(START, 1_000, 30_001);
    SeriesMatrix matrix = read("vector(time())", grid).matrix();
    assertThat(matrix.rows()).isEqualTo(1);
    assertTimes(matrix);
  }

  /** 72,000 samples at once, where the server answers with 50,000 at most. */
  @Test
  void read_asksForLessWhereTheServerFindsItTooMuch() {
    TimeGrid grid = new TimeGrid(START, 1_000, 10_000);
    SeriesMatrix matrix = read("max_over_time(many[1d])", grid).matrix();
    assertThat(matrix.rows()).isEqualTo(30);
    for (int row = 0; row < matrix.rows(); row++) {
      double expected = Double.parseDouble(matrix.labels(row).value("i").orElseThrow());
      assertThat(matrix.row(row)).containsOnly(expected);
    }
  }

  private static void assertTimes(SeriesMatrix matrix) {
    for (int i = 0; i < matrix.columns(); i++) {
      assertThat(matrix.value(0, i)).isEqualTo(matrix.grid().timeMillis(i) / 1000.0);
    }
  }

  @Test
  void read_tellsWhatPrometheusSaysOfABadQuery() {
    assertFails("rate(load", Kind.BAD_QUERY, "parse error", "correct the query");
  }

  @Test
  void read_tellsOfTheServersBoundOnSamples() {
    assertFails(
        "max_over_time(vector(time())[6h:100ms])", Kind.BAD_QUERY, "422", "too many samples");
  }

  @Test
  void read_overTlsOfAPlainServerIsUnreachable() {
    URI tls = URI.create(server.uri().toString().replace("http:", "https:"));
    assertThatThrownBy(() -> read(tls, "up"))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("no TLS connection");
  }

  @Test
  void read_withoutThePrefixAsksWhetherItIsAPrometheus() {
    URI bare = server.uri().resolve("/");
    assertThatThrownBy(() -> read(bare, "up"))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED))
        .hasMessageContainingAll("404", "is it a Prometheus?", bare.toString());
  }

  @Test
  void read_tellsTheServersOwnTimeOut() {
    try (PrometheusServer hasty = PrometheusServer.with().flag("--query.timeout=1ms").start()) {
      assertThatThrownBy(() -> read(hasty.uri(), "max_over_time(vector(time())[1d:1s])"))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
    }
  }

  private static void assertFails(String expression, Kind kind, String... message) {
    assertThatThrownBy(() -> read(expression, new TimeGrid(START, 15_000, 5)))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContainingAll(message);
  }

  private static SeriesRead read(URI uri, String expression) {
    return new PrometheusSource(PrometheusEndpoint.at(uri))
        .read(new RangeQuery(expression, new TimeGrid(START, 15_000, 5)));
  }

  private static SeriesRead read(String expression, TimeGrid grid) {
    return new PrometheusSource(PrometheusEndpoint.at(server.uri()))
        .read(new RangeQuery(expression, grid));
  }

  private static String[] text(SeriesMatrix matrix) {
    String[] rows = new String[matrix.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.labels(i) + " " + Arrays.toString(matrix.row(i));
    }
    return rows;
  }
}
