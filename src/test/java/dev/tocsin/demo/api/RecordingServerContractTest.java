package dev.tocsin.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.demo.recording.OpenMetricsText;
import dev.tocsin.demo.recording.Recording;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recording's server and a real Prometheus with the same samples answer alike. */
@TestInstance(Lifecycle.PER_CLASS)
class RecordingServerContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> started = new ArrayList<>();
  private URI embedded = URI.create("http://invalid");
  private URI real = URI.create("http://invalid");

  @BeforeAll
  void startBoth() throws IOException {
    PrometheusServer.assumeAvailable();
    Recording recording = Recording.coreDns();
    RecordingServer server = RecordingServer.start(recording);
    started.add(server);
    embedded = server.url();
    StringWriter samples = new StringWriter();
    OpenMetricsText.write(recording.series(), samples);
    PrometheusServer prometheus = PrometheusServer.with().openMetrics(samples.toString()).start();
    started.add(prometheus);
    real = prometheus.uri();
  }

  @AfterAll
  void stopBoth() throws Exception {
    for (AutoCloseable one : started) {
      one.close();
    }
  }

  @ParameterizedTest
  @MethodSource({
    "selectors",
    "badSelectors",
    "times",
    "badTimes",
    "instants",
    "metadata",
    "badMetadata",
    "others"
  })
  void answer_equalsTheRealOne(ApiQuestion question) throws Exception {
    HttpResponse<String> answer = http.send(question.to(embedded), BodyHandlers.ofString());
    HttpResponse<String> expected = http.send(question.to(real), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(expected.statusCode());
    assertThat(mediaType(answer)).isEqualTo(mediaType(expected));
    assertThat(comparable(answer)).isEqualTo(comparable(expected));
  }

  private static Stream<ApiQuestion> selectors() {
    return Stream.of(
            "coredns_dns_requests_total",
            "up",
            "{job=\"coredns\"}",
            "{__name__=~\"go_memstats_(alloc|sys)_bytes\"}",
            "coredns_dns_requests_total{type=\"A\"}",
            "coredns_dns_requests_total{type!=\"A\"}",
            "coredns_dns_requests_total{type=~\"A\"}",
            "coredns_dns_requests_total{type=~\"A.*|TXT\", family='1',}",
            "coredns_dns_requests_total{type!~\"A+\"}",
            "coredns_dns_requests_total{type=~``}",
            "coredns_dns_requests_total{nosuchlabel=\"\"}",
            "coredns_dns_requests_total{nosuchlabel!=\"\"}",
            "coredns_dns_requests_total{nosuchlabel=~\".*\"}",
            "coredns_dns_request_duration_seconds_bucket{le=\"+Inf\"}",
            "coredns_dns_requests_total{server=\"dns:\\u002f\\x2f:\\071053\"}",
            "coredns_dns_requests_total{server=`dns://:9053`, zone=\".\"} # all of it",
            " \n up { instance = 'localhost:9090' } ",
            "go_gc_duration_seconds{quantile=\"0.25\"}",
            "scrape_duration_seconds",
            "no_such_metric",
            "{__name__=\"up\", job=\"no such job\"}")
        .map(ApiQuestion::minute);
  }

  private static Stream<ApiQuestion> badSelectors() {
    return Stream.of(
            "",
            "{}",
            "{job=~\".*\"}",
            "{job=\"\"}",
            "up{job=\"dns\"",
            "up{job=dns}",
            "up{job=\"dns}",
            "up{job=~\"(\"}",
            "up{=\"dns\"}",
            "up{job==\"dns\"}",
            "up{job=\"a\" type=\"b\"}",
            "up{,}",
            "up{job=\"\\d\"}",
            "up{job=\"\\'\"}",
            "up{job=\"\\400\"}",
            "up{__name__=\"up\"}",
            "up}",
            "1up")
        .map(ApiQuestion::minute);
  }

  private static Stream<ApiQuestion> times() {
    String txt = "coredns_dns_requests_total{type=\"TXT\"}";
    return Stream.of(
        ApiQuestion.range(txt, "1795295400.394", "1795295401.394", "0.25"),
        ApiQuestion.range(txt, "1795295400.3935", "1795295401.3945", "1"),
        ApiQuestion.range(txt, "1.795295400e9", "1795295430", "7s"),
        ApiQuestion.range(txt, "2026-11-21T21:10:00Z", "2026-11-21T22:10:30.5+01:00", "1m"),
        ApiQuestion.range(txt, "2026-11-21T21:10:00.123Z", "2026-11-21T21:20:00Z", "1m30s"),
        ApiQuestion.range(txt, "1795295400", "1795295400", "1d"),
        ApiQuestion.range(txt, "1795294800", "1795294900", "15"),
        ApiQuestion.range(txt, "1795297500", "1795298000", "15"),
        ApiQuestion.range(txt, "1795297860.394", "1795297870.394", "1"),
        ApiQuestion.range("up", "1795294860", "1795297860", "250ms"),
        ApiQuestion.range("up", "1700000000", "1700000060", "1"),
        ApiQuestion.range("{job=~\".+\"}", "1795294866.394", "1795297567.394", "1"));
  }

  private static Stream<ApiQuestion> badTimes() {
    return Stream.of(
        ApiQuestion.range("up", "1795295400", "1795295399", "1"),
        ApiQuestion.range("up", "1795295400", "1795295460", "0"),
        ApiQuestion.range("up", "1795295400", "1795295460", "-1"),
        ApiQuestion.range("up", "1795295400", "1795295460", "1h1d"),
        ApiQuestion.range("up", "1795295400", "1795295460", ""),
        ApiQuestion.range("up", "", "1795295460", "1"),
        ApiQuestion.range("up", "now", "1795295460", "1"),
        ApiQuestion.range("up", "2026-11-21 21:10:00Z", "1795295460", "1"),
        ApiQuestion.range("up", "2026-11-21T21:10Z", "1795295460", "1"),
        ApiQuestion.range("up", "1795284399", "1795295400", "1"),
        ApiQuestion.range("up", "1795284400", "1795295400.9", "1"),
        ApiQuestion.range("up", "1795295400", "1795295460", "99999999999"));
  }

  private static Stream<ApiQuestion> instants() {
    return Stream.of(
        ApiQuestion.instant("coredns_dns_requests_total", "1795296000"),
        ApiQuestion.instant("{job=\"prometheus\"}", "2026-11-21T21:20:00.5Z"),
        ApiQuestion.instant("up", "1795294866"),
        ApiQuestion.instant("up", "1795297867.394"),
        ApiQuestion.instant("up", "1795297867.395"),
        ApiQuestion.instant("up", "never"),
        ApiQuestion.instant("up{", "1795296000"),
        ApiQuestion.post("/api/v1/query", "query", "up", "time", "1795296000"),
        ApiQuestion.get("/api/v1/query", "query", "up", "time", "1795296000", "timeout", "5s"),
        ApiQuestion.get("/api/v1/query", "query", "up", "time", "1795296000", "timeout", "soon"));
  }

  private static Stream<ApiQuestion> metadata() {
    return Stream.of(
        ApiQuestion.get("/api/v1/labels"),
        ApiQuestion.get("/api/v1/labels", "match[]", "up", "match[]", "go_info"),
        ApiQuestion.get("/api/v1/labels", "start", "1700000000", "end", "1700000060"),
        ApiQuestion.post("/api/v1/labels", "match[]", "coredns_dns_responses_total"),
        ApiQuestion.get("/api/v1/label/__name__/values"),
        ApiQuestion.get("/api/v1/label/type/values", "start", "1795295400"),
        ApiQuestion.get("/api/v1/label/type/values", "match[]", "{type=~\"A.*\"}"),
        ApiQuestion.get("/api/v1/label/no_such_label/values"),
        ApiQuestion.get("/api/v1/series", "match[]", "coredns_dns_requests_total"),
        ApiQuestion.get("/api/v1/series", "match[]", "up", "match[]", "{job=\"coredns\"}"),
        ApiQuestion.get("/api/v1/series", "match[]", "up", "end", "1795290000"),
        ApiQuestion.post("/api/v1/series", "match[]", "up", "start", "1795297000"));
  }

  private static Stream<ApiQuestion> badMetadata() {
    return Stream.of(
        ApiQuestion.get("/api/v1/labels", "match[]", "{"),
        ApiQuestion.get("/api/v1/labels", "start", "then"),
        ApiQuestion.get("/api/v1/label/a-b/values"),
        ApiQuestion.get("/api/v1/label/type/values", "match[]", "{}"),
        ApiQuestion.get("/api/v1/series"),
        ApiQuestion.get("/api/v1/series", "match[]", "up", "end", "then"));
  }

  private static Stream<ApiQuestion> others() {
    return Stream.of(
        ApiQuestion.get("/-/ready"),
        ApiQuestion.get("/-/healthy"),
        ApiQuestion.get("/api/v1/no_such_thing"),
        ApiQuestion.put("/api/v1/query_range", "query", "up"),
        ApiQuestion.post("/api/v1/status/buildinfo"));
  }

  private static String mediaType(HttpResponse<?> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
  }

  /** The JSON tree without the text of an error, which may be worded otherwise; else the text. */
  private static Object comparable(HttpResponse<String> answer) throws IOException {
    if (!mediaType(answer).equals("application/json")) {
      return answer.body();
    }
    JsonNode tree = JSON.readTree(answer.body());
    if (tree instanceof ObjectNode object && tree.path("status").asText().equals("error")) {
      assertThat(object.remove("error").asText()).isNotEmpty();
    }
    return tree;
  }
}
