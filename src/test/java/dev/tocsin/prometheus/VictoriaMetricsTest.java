package dev.tocsin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.RemoteWriter;
import dev.tocsin.testing.VictoriaMetrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading from a real VictoriaMetrics, which has no remote read. */
class VictoriaMetricsTest {
  private static final long START = 1_700_000_000_000L - 1_700_000_000_000L % 60_000;
  private static final RangeQuery QUERY = new RangeQuery("load", new TimeGrid(START, 60_000, 3));

  private static VictoriaMetrics server;

  @BeforeAll
  static void start() {
    VictoriaMetrics.assumeAvailable();
    server = VictoriaMetrics.start();
    new RemoteWriter(server.uri())
        .series("__name__", "load", "job", "ü")
        .sample(START, 1.5)
        .sample(START + 60_000, 0.25)
        .sample(START + 120_000, 7)
        .send();
    server.flush();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void read_fallsBackToQueryRange() {
    PrometheusSource source = new PrometheusSource(PrometheusEndpoint.at(server.uri()));
    for (int i = 0; i < 2; i++) {
      SeriesRead read = source.read(QUERY);
      assertThat(read.how().protocol()).isEqualTo("query_range");
      assertThat(read.matrix().row(0)).containsExactly(1.5, 0.25, 7);
      assertThat(read.matrix().labels(0)).hasToString("load{job=\"ü\"}");
    }
  }

  @Test
  void read_byRemoteReadAloneFails() {
    PrometheusEndpoint endpoint =
        PrometheusEndpoint.at(server.uri()).withProtocol(ReadProtocol.REMOTE_READ);
    assertThatThrownBy(() -> new PrometheusSource(endpoint).read(QUERY))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_QUERY))
        .hasMessageContainingAll("/api/v1/read: HTTP status 400", "unsupported path");
  }
}
