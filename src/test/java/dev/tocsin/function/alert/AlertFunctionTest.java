package dev.tocsin.function.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.testing.EventCollector;
import dev.tocsin.testing.EventCollector.Event;
import dev.tocsin.testing.LogLines;
import dev.tocsin.testing.RecordingReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts of a real Prometheus that a real Alertmanager brings, and notifications as it sends. */
@QuarkusTest
@QuarkusTestResource(value = AlertingServers.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class AlertFunctionTest {
  /** As long as it may take on a busy machine; a few seconds are usual. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Set by {@link AlertingServers}. */
  EventCollector collector = EventCollector.start();

  /** The sink of the job {@code spike}; set by {@link AlertingServers}. */
  RecordingReceiver hook = RecordingReceiver.start();

  @Test
  void anAlertThatFires_arrivesAtTheSinkWithItsContext() {
    JsonPath spike = awaitContext("Spike");
    assertThat(spike.getString("outcome")).isEqualTo("explained");
    assertThat(spike.getString("context.job")).isEqualTo("spike");
    assertThat(spike.getBoolean("context.anomalous")).isTrue();
    assertThat(spike.getList("context.series")).hasSize(1);
    assertThat(spike.getDouble("context.series[0].peak_score")).isGreaterThan(1);
    Instant since = Instant.parse(spike.getString("context.series[0].since"));
    Instant peak = Instant.parse(spike.getString("context.series[0].peak_at"));
    assertThat(since).isBeforeOrEqualTo(peak);
    assertThat(since).isAfter(Instant.parse(spike.getString("context.from")));

    await().atMost(PATIENCE).until(() -> !hook.requests().isEmpty());
    RecordingReceiver.Request told = hook.requests().get(0);
    assertThat(told.headers()).containsEntry("X-Tocsin-Event", "dev.tocsin.alert.context.v1");
    assertThat(JsonPath.from(told.body()).getString("labels.alertname")).isEqualTo("Spike");
    assertThat(JsonPath.from(told.body()).getString("context.job")).isEqualTo("spike");
    assertThat(told.headers()).containsEntry("Idempotency-Key", context("Spike").get().id());

    JsonPath wave = awaitContext("Wave");
    assertThat(wave.getString("context.job")).isEqualTo("wave");
    assertThat(wave.getList("context.series.labels.host")).containsExactly("a");
    assertThat(wave.getBoolean("context.anomalous")).isFalse();
    assertThat(wave.getInt("context.with_count")).isZero();
    assertThat(hook.requests()).noneMatch(request -> request.body().contains("\"Wave\""));
  }

  private JsonPath awaitContext(String alertname) {
    await().atMost(PATIENCE).until(() -> context(alertname).isPresent());
    return JsonPath.from(context(alertname).orElseThrow().data());
  }

  private Optional<Event> context(String alertname) {
    return collector.events().stream()
        .filter(event -> event.type().equals("dev.tocsin.alert.context.v1"))
        .filter(event -> event.data().contains("\"alertname\":\"" + alertname + "\""))
        .findFirst();
  }

  @Test
  void aNotificationThatComesAgain_hasItsEffectOnce() {
    String body = notification("fp-again", "firing", "{'alertname':'A','host':'b'}");
    try (LogLines runs = LogLines.ofRuns()) {
      String first = alert(body).statusCode(200).extract().asString();
      String second = alert(body).statusCode(200).extract().asString();

      assertThat(second).isEqualTo(first);
      assertThat(runs.ofRunsOf("alert")).hasSizeGreaterThanOrEqualTo(2);
    }
    assertThat(toldOf("fp-again")).hasSize(1);
  }

  private List<Event> toldOf(String fingerprint) {
    return collector.events().stream()
        .filter(event -> event.data().contains("\"" + fingerprint + "\""))
        .toList();
  }

  @Test
  void aResolvedAlert_isTakenNoteOf() {
    alert(notification("fp-over", "resolved", "{'alertname':'A','host':'b'}"))
        .statusCode(200)
        .body("alerts[0].outcome", is("resolved"))
        .body("alerts[0].context", nullValue());
    assertThat(toldOf("fp-over")).isEmpty();
  }

  @Test
  void anOddAlert_doesNotSpoilItsGroup() {
    String odd =
        """
        {'version':'4','status':'firing','groupKey':'{}','truncatedAlerts':0,'alerts':[
          {'status':'firing','labels':{'tocsin_job':'nope'},'startsAt':'%1$s','fingerprint':'1'},
          {'status':'firing','labels':{'host':'a'},'startsAt':'today','fingerprint':'2'},
          {'status':'firing','labels':{'unheard':'of'},'startsAt':'%1$s','fingerprint':'3'},
          {'status':'firing','startsAt':'%1$s'},
          null,
          {'status':'firing','labels':{'host':'a'},'annotations':{'x':'y'},'startsAt':'%1$s','fingerprint':'5','generatorURL':'http://p/graph'}
        ]}
        """
            .formatted(Instant.now());
    alert(odd)
        .statusCode(200)
        .body("alerts.size()", is(5))
        .body("alerts[0].reason", containsString("job \"nope\" is not configured"))
        .body("alerts[1].reason", containsString("startsAt is \"today\", expected RFC 3339"))
        .body("alerts[2].reason", containsString("no job has series with the labels"))
        .body("alerts[3].reason", containsString("no job has series with the labels"))
        .body("alerts[4].outcome", is("explained"))
        .body("alerts[4].context.job", is("wave"))
        .body("alerts[4].context.series.labels.host", is(List.of("a")));
  }

  /** Were it a fault of ours, Alertmanager would repeat its group for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "-1", ""})
  void aStartThatIsNoTime_isTheReason(String start) {
    alert(
            "{'alerts':[{'labels':{'host':'a'},'startsAt':'%s','fingerprint':'%s'}]}"
                .formatted(start, "start " + start))
        .statusCode(200)
        .body("alerts[0].outcome", is("unexplained"))
        .body("alerts[0].reason", containsString("startsAt is \"" + start + "\", expected RFC"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | the body has no alerts; expected a notification of Alertmanager's, version 4",
        "{'version':'3','alerts':[]} | version is \"3\"",
        "{'alerts':'all'} | a field of the body",
      })
  void whatIsNoNotification_isABadRequest(String body, String detail) {
    alert(body).statusCode(400).body("detail", containsString(detail));
  }

  private static String notification(String fingerprint, String status, String labels) {
    return "{'version':'4','alerts':[{'status':'%s','labels':%s,'startsAt':'%s','fingerprint':'%s'}]}"
        .formatted(status, labels, Instant.now(), fingerprint);
  }

  private static ValidatableResponse alert(String body) {
    return given()
        .contentType("application/json")
        .body(body.replace('\'', '"'))
        .post("/alert")
        .then();
  }
}
