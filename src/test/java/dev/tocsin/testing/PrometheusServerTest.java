package dev.tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusServerTest {
  @BeforeEach
  void onlyWithBinaries() {
    PrometheusServer.assumeAvailable();
    NodeExporter.assumeAvailable();
  }

  @Test
  void start_loadsOpenMetrics() throws Exception {
    String samples = "requests{job=\"a\"} 1.5 1700000000\nrequests{job=\"b\"} 2 1700000000.25\n";
    try (PrometheusServer server = PrometheusServer.with().openMetrics(samples).start()) {
      assertThat(get(server, "/api/v1/query?query=requests[1s]&time=1700000000.5"))
          .contains("[1700000000,\"1.5\"]", "[1700000000.250,\"2\"]");
    }
  }

  @Test
  void awaitSeries_seesAScrapedNodeExporter() throws Exception {
    try (NodeExporter node = NodeExporter.start();
        PrometheusServer server =
            PrometheusServer.with()
                .scrape("node", Duration.ofMillis(200), node.target())
                .externalLabel("region", "here")
                .start()) {
      server.awaitSeries("node_time_seconds{job=\"node\"}");
      assertThat(get(server, "/federate?match[]=up")).contains("region=\"here\"");
    }
  }

  @Test
  void start_showsTheLogOfAServerThatRefusesItsFlags() {
    assertThatThrownBy(() -> PrometheusServer.with().flag("--no-such-flag").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-flag");
  }

  private static String get(PrometheusServer server, String path) throws Exception {
    URI uri = server.uri().resolve(path.replace("[", "%5B").replace("]", "%5D"));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
