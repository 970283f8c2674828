package dev.tocsin.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.demo.recording.RecordedSeries;
import dev.tocsin.demo.recording.Recording;
import dev.tocsin.demo.recording.Timeline;
import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the contract test does not ask, or a real server would answer otherwise. */
class RecordingServerTest {
  private static final Recording RECORDING =
      new Recording(
          List.of(
              new RecordedSeries(Labels.of("__name__", "b"), Timeline.of(1000, 2000), 1, 2.5),
              new RecordedSeries(Labels.of("__name__", "a"), Timeline.of(1500), Double.NaN)),
          Duration.ofMinutes(5),
          List.of());

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1999));

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void query_withoutTimeAsksForNow() throws Exception {
    assertThat(answer(ApiQuestion.get("/api/v1/query", "query", "{__name__=~\"a|b\"}")))
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"vector","result":[\
            {"metric":{"__name__":"a"},"value":[1.999,"NaN"]},\
            {"metric":{"__name__":"b"},"value":[1.999,"1"]}]}}\
            """);
  }

  @Test
  void queryRange_leavesOutSeriesWithoutSamples() throws Exception {
    assertThat(answer(ApiQuestion.range("{__name__=~\"a|b\"}", "0", "1.4", "0.7")))
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"matrix","result":[\
            {"metric":{"__name__":"b"},"values":[[1.400,"1"]]}]}}\
            """);
  }

  @Test
  void queryRange_saysThatItAnswersSelectorsOnly() throws Exception {
    assertThat(answer(ApiQuestion.minute("rate(b[5m])")))
        .startsWith("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":")
        .contains("expected the end of the expression, for the recording answers plain selectors");
  }

  @Test
  void queryRange_refusesAStepBelowAMillisecond() throws Exception {
    assertThat(answer(ApiQuestion.range("b", "1", "2", "0.0001")))
        .contains("invalid parameter \\\"step\\\"");
  }

  @Test
  void queryRange_givesElevenThousandSteps_andRefusesMore() throws Exception {
    assertThat(answer(ApiQuestion.range("b", "0", "11000", "1"))).contains("\"success\"");
    assertThat(answer(ApiQuestion.range("b", "0", "11001", "1")))
        .contains("exceeded maximum resolution of 11,000 points per timeseries");
  }

  @Test
  void parameters_refuseABodyOfMoreThanTenMegabytes() throws Exception {
    String form = "query=b&more=";
    String most = form + "x".repeat((10 << 20) - form.length());

    assertThat(answer(new ApiQuestion("POST", "/api/v1/query", most))).contains("\"success\"");
    assertThat(answer(new ApiQuestion("POST", "/api/v1/query", most + "x")))
        .contains("the body is too large, expected at most 10 MB");
  }

  @Test
  void parameters_refuseABrokenEscape() throws Exception {
    assertThat(answer(new ApiQuestion("POST", "/api/v1/query", "query=%zz")))
        .contains("\\\"%zz\\\" is not URL-encoded");
  }

  @Test
  void buildInfo_tellsWhichRulesHold() throws Exception {
    String answer = answer(ApiQuestion.get("/api/v1/status/buildinfo"));

    assertThat(new ObjectMapper().readTree(answer).at("/data/version").asText())
        .isEqualTo("2.42.0");
  }

  @Test
  void queryRange_isReadByTocsinsOwnClient() throws Exception {
    TimeGrid grid = new TimeGrid(1000, 500, 3);
    try (RecordingServer server = RecordingServer.start(RECORDING, CLOCK)) {
      PrometheusSource source = new PrometheusSource(PrometheusEndpoint.at(server.url()));
      SeriesMatrix matrix = source.read(new RangeQuery("b", grid)).matrix();

      assertThat(matrix.rows()).isEqualTo(1);
      assertThat(matrix.row(0)).containsExactly(1, 1, 2.5);
    }
  }

  @Test
  void remoteRead_isNotOffered() throws Exception {
    try (RecordingServer server = RecordingServer.start(RECORDING, CLOCK)) {
      HttpRequest read =
          HttpRequest.newBuilder(server.url().resolve("/api/v1/read"))
              .POST(BodyPublishers.ofByteArray(new byte[] {1, 2, 3}))
              .build();

      assertThat(http.send(read, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void ready_answersHead() throws Exception {
    try (RecordingServer server = RecordingServer.start(RECORDING, CLOCK)) {
      HttpResponse<String> answer =
          http.send(
              new ApiQuestion("HEAD", "/-/ready", "").to(server.url()), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void close_freesThePort() throws Exception {
    RecordingServer server = RecordingServer.start(RECORDING, CLOCK);
    URI url = server.url();
    server.close();

    assertThatThrownBy(
            () -> http.send(ApiQuestion.get("/-/ready").to(url), BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class);
  }

  private String answer(ApiQuestion question) throws Exception {
    try (RecordingServer server = RecordingServer.start(RECORDING, CLOCK)) {
      return http.send(question.to(server.url()), BodyHandlers.ofString()).body();
    }
  }
}
