package dev.tocsin.function.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.function.OddSeries;
import dev.tocsin.function.RealPrometheus;
import dev.tocsin.function.event.Events.Mode;
import dev.tocsin.testing.LogLines;
import io.cloudevents.CloudEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Events over HTTP against a real Prometheus, written and read by the CNCF's SDK. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class EventFunctionsTest {
  private static final String SCORE = "dev.tocsin.score";
  private static final String RETRAIN = "dev.tocsin.retrain";
  private static final String PLAN = "{'job':'wave','shards':2}";
  private static final String PING = "dev.knative.sources.ping";

  /** When the odd series end; set by {@link RealPrometheus}. */
  Instant oddEnd = Instant.EPOCH;

  @TestHTTPResource("/")
  URI root = URI.create("/");

  @ParameterizedTest
  @EnumSource
  void score_repliesWithTheScoresAsAnEvent(Mode mode) {
    CloudEvent event =
        Events.event(newId(), SCORE, "{'job':'wave','end':'" + oddEnd + "'}").build();

    CloudEvent reply = Events.reply(Events.send(root, event, mode));

    assertThat(reply.getType()).isEqualTo("dev.tocsin.score.answer.v1");
    assertThat(reply.getSource()).isEqualTo(URI.create("urn:tocsin"));
    assertThat(reply.getDataContentType()).isEqualTo("application/json");
    JsonPath data = JsonPath.from(Events.data(reply));
    assertThat(data.getString("job")).isEqualTo("wave");
    assertThat(data.getString("at")).isEqualTo(oddEnd.toString());
    assertThat(data.getList("series.outcome")).containsExactly("scored", "scored");
  }

  @Test
  void retrain_repliesWithTheModelAsAnEvent() {
    CloudEvent event =
        Events.event(newId(), RETRAIN, "{'job':'wave','end':'" + oddEnd + "'}").build();

    CloudEvent reply = Events.reply(Events.send(root, event, Mode.BINARY));

    assertThat(reply.getType()).isEqualTo("dev.tocsin.retrain.answer.v1");
    assertThat(JsonPath.from(Events.data(reply)).getString("model.trained_at")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "score, BINARY, dev.tocsin.score.answer.v1",
    "score, STRUCTURED, dev.tocsin.score.answer.v1",
    "retrain, BINARY, dev.tocsin.retrain.answer.v1",
    "retrain, STRUCTURED, dev.tocsin.retrain.answer.v1",
    "plan, BINARY, dev.tocsin.plan.answer.v1",
  })
  void ping_isToldApartByItsExtension(String action, Mode mode, String type) {
    CloudEvent event =
        Events.event(newId(), PING, action.equals("plan") ? PLAN : "{'job':'wave'}")
            .withTime(oddEnd.atOffset(ZoneOffset.UTC))
            .withExtension("tocsinaction", action)
            .build();

    assertThat(Events.reply(Events.send(root, event, mode)).getType()).isEqualTo(type);
  }

  @Test
  void score_withoutAnEndIsAboutTheTimeOfTheEvent() {
    Instant time = oddEnd.minusSeconds(5 * OddSeries.STEP_SECONDS);
    CloudEvent event =
        Events.event(newId(), SCORE, "{'job':'wave'}")
            .withTime(time.atOffset(ZoneOffset.UTC))
            .build();

    CloudEvent reply = Events.reply(Events.send(root, event, Mode.BINARY));

    assertThat(JsonPath.from(Events.data(reply)).getString("at")).isEqualTo(time.toString());
  }

  @ParameterizedTest
  @EnumSource
  void score_ofAnEventThatComesAgainIsTheSameReply(Mode mode) {
    CloudEvent event =
        Events.event(newId(), SCORE, "{'job':'wave','end':'" + oddEnd + "'}").build();
    try (LogLines runs = LogLines.ofRuns()) {
      CloudEvent first = Events.reply(Events.send(root, event, mode));
      CloudEvent second = Events.reply(Events.send(root, event, mode));

      assertThat(second.getId()).isEqualTo(first.getId());
      assertThat(Events.data(second)).isEqualTo(Events.data(first));
      assertThat(runs.ofRunsOf("score")).hasSize(1);
    }
  }

  /** 200 events and 30 % of them once more, shuffled, from four senders at a time. */
  @Test
  void score_ofEventsThatComeTwiceAndInAnyOrderHasItsEffectOnce() throws Exception {
    List<CloudEvent> distinct = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Instant end = oddEnd.minusSeconds((long) i * OddSeries.STEP_SECONDS);
      distinct.add(Events.event(newId(), SCORE, data(end)).build());
    }
    Random random = new Random(7);
    List<CloudEvent> sent = new ArrayList<>(distinct);
    for (int i = 0; i < 60; i++) {
      sent.add(distinct.get(random.nextInt(distinct.size())));
    }
    Collections.shuffle(sent, random);

    // Trained beforehand, so that every event finds the same model.
    score(data(oddEnd));
    Map<String, String> replies = new TreeMap<>();
    try (LogLines runs = LogLines.ofRuns()) {
      for (Map.Entry<CloudEvent, CloudEvent> answer : sendAll(sent)) {
        String reply = Events.data(answer.getValue());
        assertThat(reply).isEqualTo(replies.getOrDefault(answer.getKey().getId(), reply));
        replies.put(answer.getKey().getId(), reply);
      }
      assertThat(runs.ofRunsOf("score")).hasSize(distinct.size());
    }
    assertThat(replies).hasSize(distinct.size());
    for (CloudEvent event : distinct) {
      assertThat(replies.get(event.getId())).isEqualTo(score(Events.data(event)));
    }
  }

  private List<Map.Entry<CloudEvent, CloudEvent>> sendAll(List<CloudEvent> events)
      throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try {
      List<Future<Map.Entry<CloudEvent, CloudEvent>>> answers = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        CloudEvent event = events.get(i);
        Mode mode = i % 2 == 0 ? Mode.BINARY : Mode.STRUCTURED;
        answers.add(
            senders.submit(() -> Map.entry(event, Events.reply(Events.send(root, event, mode)))));
      }
      List<Map.Entry<CloudEvent, CloudEvent>> all = new ArrayList<>();
      for (Future<Map.Entry<CloudEvent, CloudEvent>> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } finally {
      senders.shutdown();
    }
  }

  /** What must not be sent again is neither 404, 408, 409, 429 nor 5xx. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.tocsin.unknown | {'job':'wave'} | 422 | urn:tocsin:problem:unknown-event | of the type \"dev.tocsin.unknown\"; expected dev.tocsin.score",
        "dev.knative.sources.ping | {'job':'wave'} | 422 | urn:tocsin:problem:unknown-event | tocsinaction",
        "dev.tocsin.score | {'job':'nope'} | 422 | urn:tocsin:problem:unknown-job | job \"nope\" is not configured",
        "dev.tocsin.score | {'query':'no_such_metric'} | 422 | urn:tocsin:problem:no-series | matches no series",
        "dev.tocsin.score | {'jobb':'wave'} | 400 | urn:tocsin:problem:bad-request | unknown field [jobb]",
        "dev.tocsin.score | {'job':['wave']} | 400 | urn:tocsin:problem:bad-request | a field that is an object or a list",
        "dev.tocsin.score | [1] | 400 | urn:tocsin:problem:bad-request | is JSON, but no object",
        "dev.tocsin.retrain | {} | 400 | urn:tocsin:problem:bad-request | no job given",
      })
  void aWrongEvent_isRefusedForGood(
      String type, String data, int status, String problem, String detail) {
    CloudEvent event = Events.event(newId(), type, data).build();
    for (Mode mode : Mode.values()) {
      HttpResponse<byte[]> response = Events.send(root, event, mode);

      assertThat(response.statusCode()).as(Events.text(response)).isEqualTo(status);
      JsonPath body = JsonPath.from(Events.text(response));
      assertThat(body.getString("type")).isEqualTo(problem);
      assertThat(body.getString("detail")).contains(detail);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/cloudevents+json | {'specversion':'1.0','id':'1','source':'/s'} | has no type",
        "application/cloudevents+json | {'specversion':'1.0','id':'1','type':'dev.tocsin.score'} | has no source",
        "application/cloudevents+json | {'specversion':'1.0','source':'/s','type':'dev.tocsin.score'} | has no id",
        "application/cloudevents+json | {'specversion':'1.0','id':1,'source':'/s','type':'dev.tocsin.score'} | has no id",
        "application/cloudevents+json | {'id':'1','source':'/s','type':'dev.tocsin.score'} | has no specversion",
        "application/cloudevents+json | {'specversion':'0.3','id':'1','source':'/s','type':'dev.tocsin.score'} | has the specversion \"0.3\"",
        "application/cloudevents+json | {'specversion':'1.0','id':'1','source':'/s','type':'dev.tocsin.score'} | data is empty",
        "application/cloudevents+json | {'specversion':'1.0','id':'1','source':'/s','type':'dev.tocsin.score','time':'noon','data':{'job':'wave'}} | time is no time",
        "application/cloudevents+json | [] | has no id",
        "application/cloudevents+json | {'id': | is not JSON",
        "application/cloudevents+json | `` | has no data",
        "application/cloudevents-batch+json | [] | has the content type",
        "application/json | {'job':'wave'} | has no id",
        "text/plain | job=wave | has the content type",
      })
  void aMalformedEvent_isABadRequest(String contentType, String body, String detail) {
    given()
        .contentType(contentType)
        .body(body.replace('\'', '"'))
        .post("/")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", org.hamcrest.Matchers.containsString(detail));
  }

  @ParameterizedTest
  @CsvSource({"ce-id", "ce-source", "ce-type", "ce-specversion"})
  void aBinaryEventThatLacksAnAttribute_isABadRequest(String missing) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("ce-id", "1");
    headers.put("ce-source", "/s");
    headers.put("ce-type", SCORE);
    headers.put("ce-specversion", "1.0");
    headers.remove(missing);
    given()
        .headers(headers)
        .contentType("application/json")
        .body("{\"job\":\"wave\"}")
        .post("/")
        .then()
        .statusCode(400)
        .body("detail", org.hamcrest.Matchers.containsString("has no " + missing.substring(3)));
  }

  private String data(Instant end) {
    return "{\"job\":\"wave\",\"end\":\"" + end + "\"}";
  }

  private static String score(String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .post("/score")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
