package dev.tocsin.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.testing.PrometheusServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The function behind Quarkus' mock event server. */
@QuarkusTest
@QuarkusTestResource(value = MockEventServerTest.Prometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class MockEventServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** When the series end; set by {@link Prometheus}. */
  Instant end = Instant.EPOCH;

  /** Starts the server. */
  public static final class Prometheus implements QuarkusTestResourceLifecycleManager {
    private @Nullable LambdaPrometheus prometheus;

    @Override
    public Map<String, String> start() {
      PrometheusServer.assumeAvailable();
      prometheus = new LambdaPrometheus();
      return prometheus.properties();
    }

    @Override
    public void inject(TestInjector test) {
      if (prometheus != null) {
        test.injectIntoFields(prometheus.end(), new TestInjector.MatchesType(Instant.class));
      }
    }

    @Override
    public void stop() {
      if (prometheus != null) {
        prometheus.close();
      }
    }
  }

  @Test
  void aDirectCall_isAnsweredByTheScores() throws Exception {
    HttpResponse<String> answer = invoke(LambdaEvents.call("wave", end));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode scores = JSON.readTree(answer.body());
    assertThat(scores.path("job").asText()).isEqualTo("wave");
    assertThat(scores.path("at").asText()).isEqualTo(end.toString());
    assertThat(scores.path("series")).hasSize(2);
    assertThat(scores.at("/series/0/points/0/anomaly_score").isNumber()).isTrue();
  }

  @Test
  void anEventOfEventBridge_isAboutItsDetailAndTime() throws Exception {
    HttpResponse<String> answer = invoke(LambdaEvents.eventBridge("{\"job\":\"wave\"}", end));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("at").asText()).isEqualTo(end.toString());
  }

  @Test
  void aCallThatIsWrong_isAnErrorThatSaysWhy() throws Exception {
    HttpResponse<String> answer = invoke("{\"job\":\"nope\"}");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("job \\\"nope\\\" is not configured");
  }

  @Test
  void aBatch_reportsTheMessagesThatFailedAndNoOthers() throws Exception {
    HttpResponse<String> answer =
        invoke(
            LambdaEvents.sqs(
                LambdaEvents.call("wave", end),
                LambdaEvents.call("nope", end),
                "no JSON",
                LambdaEvents.call("wave", end.minusSeconds(60))));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("batchItemFailures"))
        .extracting(failure -> failure.path("itemIdentifier").asText())
        .containsExactlyInAnyOrder("message-1", "message-2");
  }

  private static HttpResponse<String> invoke(String event) throws Exception {
    String api =
        ConfigProvider.getConfig().getValue("quarkus-internal.aws-lambda.test-api", String.class);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + api.replaceAll("/.*", "/")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
