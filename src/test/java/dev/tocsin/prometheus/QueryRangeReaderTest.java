package dev.tocsin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.RecordingReceiver;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What query_range is asked, to the letter. */
class QueryRangeReaderTest {
  @Test
  void read_asksForTheGrid_andSaysHowLongItWaits() {
    RangeQuery query =
        new RangeQuery("rate(up{a=\"ü&\"}[5m])", new TimeGrid(1_700_000_000_250L, 1_500, 3));
    try (RecordingReceiver server = RecordingReceiver.answering(number -> 404)) {
      PrometheusEndpoint endpoint =
          PrometheusEndpoint.at(URI.create(server.uri() + "/prom"))
              .withProtocol(ReadProtocol.QUERY_RANGE)
              .withDeadline(Duration.ofSeconds(90));
      assertThatThrownBy(() -> new PrometheusSource(endpoint).read(query))
          .isInstanceOf(SourceException.class);

      RecordingReceiver.Request asked = server.requests().get(0);
      assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /prom/api/v1/query_range");
      assertThat(asked.headers())
          .containsEntry("Content-Type", "application/x-www-form-urlencoded")
          .containsEntry("Accept", "application/json");
      assertThat(asked.body())
          .matches(
              "query=rate%28up%7Ba%3D%22%C3%BC%26%22%7D%5B5m%5D%29&start=1700000000.25"
                  + "&end=1700000003.25&step=1500ms&timeout=[1-9]\\d{0,4}ms");
    }
  }
}
