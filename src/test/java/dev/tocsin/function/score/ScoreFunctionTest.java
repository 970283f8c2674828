package dev.tocsin.function.score;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.function.OddSeries;
import dev.tocsin.function.RealPrometheus;
import dev.tocsin.function.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The function against a real Prometheus: series of the past that break naive programs. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class ScoreFunctionTest {
  /** When the odd series end; set by {@link RealPrometheus}. */
  Instant oddEnd = Instant.EPOCH;

  @Test
  void score_ofAJobTrainsFirstAndAnswersEverySeriesWithAllLabels() {
    score("{'job':'wave','end':'%s'}")
        .statusCode(200)
        .body("job", is("wave"))
        .body("at", is(oddEnd.toString()))
        .body("model.id", notNullValue())
        .body("model.kind", is("seasonal-ar"))
        .body("model.trained_at", notNullValue())
        .body("series", hasSize(2))
        .body("series.labels.host", equalTo(List.of("a", "b")))
        .body("series.labels.__name__", equalTo(List.of("odd_wave", "odd_wave")))
        .body("series.outcome", equalTo(List.of("scored", "scored")))
        .body("series.points", hasSize(2))
        .body("series[0].points", hasSize(1))
        .body("series[0].points[0].time", is(oddEnd.toString()))
        .body("series[0].points[0].y", notNullValue())
        .body("series[0].points[0].anomaly_score", notNullValue())
        .body("read.protocol", notNullValue());
  }

  @Test
  void score_ofAllPointsAnswersTheWholeWindow() {
    score("{'job':'wave','points':'all','end':'%s'}")
        .statusCode(200)
        .body("series[0].points", hasSize(5 * 60 / OddSeries.STEP_SECONDS))
        .body("series[0].points.findAll{it.false_alert_rate == null}", hasSize(0))
        .body("series[0].points.findAll{it.streams == null}", hasSize(0))
        .body("series[0].points[0].time", is(oddEnd.minusSeconds(5 * 60 - 15).toString()));
  }

  @Test
  void score_isAboveOneFarOutsideTheBandAndTheBandHoldsTheForecast() {
    score(adHoc("odd_spike"))
        .statusCode(200)
        .body("series[0].anomalous", is(true))
        .body("series[0].points[0].y", is(500.0f))
        .body("series[0].points[0].anomaly_score", greaterThan(1.0f))
        .body("series[0].points[0].false_alert_rate", lessThan(0.002f));
    Map<String, Float> point =
        score(adHoc("odd_wave{host='a'}")).extract().path("series[0].points[0]");
    assertThat(point.get("yhat_lower")).isLessThan(point.get("yhat"));
    assertThat(point.get("yhat")).isLessThan(point.get("yhat_upper"));
    assertThat(point.get("yhat")).isBetween(40f, 60f);
  }

  @Test
  void score_tellsOfTheIncidentItsCauseAndTheRules() {
    score(adHoc("odd_spike"))
        .statusCode(200)
        .body("series[0].points[0].anomalous", is(true))
        .body("incidents", hasSize(1))
        .body("incidents[0].reason", is("anomalous"))
        .body("incidents[0].open", is(true))
        .body("incidents[0].onset", is(oddEnd.toString()))
        .body("incidents[0].peak.labels.__name__", is("odd_spike"))
        .body("incidents[0].contributions", hasSize(1))
        .body("incidents[0].contributions[0].share", is(1.0f))
        .body("rules.hold_down", is("8m"))
        .body("rules.detection_direction", nullValue());
    score(adHoc("odd_wave")).statusCode(200).body("incidents", hasSize(0));
  }

  @Test
  void score_ofGroupsNamesTheSeriesThatDroveThem() {
    String query = "{__name__=~'odd_wave|odd_spike'}";
    score(adHoc(query).replaceFirst("}$", ",'group_by':['host']}"))
        .statusCode(200)
        .body("series", hasSize(3))
        .body("rules.group_by", equalTo(List.of("host")))
        .body("groups", hasSize(3))
        .body("groups.findAll{it.anomalous}", hasSize(1))
        .body("groups.find{it.anomalous}.labels.size()", is(0))
        .body("groups.find{it.anomalous}.driver.__name__", is("odd_spike"))
        .body("groups.find{it.anomalous}.points", hasSize(1))
        .body("groups.find{it.anomalous}.points[0].anomaly_score", is(4.0f))
        .body("incidents", hasSize(1))
        .body("incidents[0].group.size()", is(0));
    score(adHoc("odd_spike")).statusCode(200).body("groups", nullValue());
  }

  @Test
  void score_ofACounterIsItsRateAcrossResets() {
    score("{'query':'odd_requests_total','step':'15s','window':'1h','points':'all','end':'%s'}")
        .statusCode(200)
        .body("series[0].outcome", is("scored"))
        .body("series[0].points.findAll{it.y > 100}", hasSize(0))
        .body("series[0].points.findAll{it.y < 0}", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "odd_nan | no sample",
        "odd_infinite | not finite",
        "odd_constant | constant",
        "odd_once | no model",
        "odd_gone | no sample",
      })
  void score_ofASeriesThatCannotBeScoredSaysWhy(String series, String reason) {
    score(adHoc(series))
        .statusCode(200)
        .body("series", hasSize(1))
        .body("series[0].outcome", is("skipped"))
        .body("series[0].reason", is(reason))
        .body("series[0].anomalous", is(false))
        .body("series[0].points[0].reason", is(reason))
        .body("series[0].points[0].anomaly_score", nullValue());
  }

  @ParameterizedTest
  @CsvSource({"odd_halfway", "odd_huge", "odd_wave"})
  void score_ofOddButHealthySeriesIsCalm(String series) {
    score(adHoc(series))
        .statusCode(200)
        .body("series[0].outcome", is("scored"))
        .body("series.anomalous.findAll{it}", hasSize(0));
  }

  @Test
  void score_keepsLabelValuesWithQuotesNewlinesAndUnicode() {
    score(adHoc("odd_text"))
        .statusCode(200)
        .body("series[0].labels.v", is("a \"quote\", a\nnewline and Zürich \\"));
  }

  @Test
  void score_byGetTakesTheSameFields() {
    given()
        .queryParam("job", "wave")
        .queryParam("end", oddEnd.toString())
        .get("/score")
        .then()
        .statusCode(200)
        .body("series", hasSize(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | neither job nor query given",
        "{'job':'wave','query':'up'} | both job and query given",
        "{'job':'wave','step':'5s'} | given for a configured job",
        "{'job':'wave','ent':'now'} | unknown field [ent]",
        "{'job':'wave','end':'tomorrow'} | end is \"tomorrow\", expected RFC 3339",
        "{'job':'wave','end':99999999999} | lies in the future",
        "{'job':'wave','points':'some'} | points is \"some\", expected last or all",
        "{'query':'up','step':'0'} | step is \"0s\", expected 1ms or more",
        "{'query':'up','step':'soon'} | step: \"soon\" is not a duration",
        "{'query':'up','step':'1m','window':'10s'} | window is \"10s\", expected at least one step of 1m",
        "{'query':'up','step':'1m','history':'10m'} | history is \"10m\", expected at least the window of 1h",
        "{'query':' '} | query is \" \", expected a PromQL expression",
        "{'job':['wave']} | a field of the body holds an object or a list",
        "[1,2] | the body is JSON, but no object",
        "{'job': | the body is not JSON",
        "`` | the body is empty",
        "{'query':'up{'} | parse error",
      })
  void score_ofAWrongRequestSaysWhatIsWrong(String body, String detail) {
    score(body)
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("status", is(400))
        .body("title", notNullValue())
        .body("detail", containsString(detail));
  }

  @Test
  void score_ofAnUnknownJobIsNotFound() {
    score("{'job':'nope'}")
        .statusCode(404)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", is("urn:tocsin:problem:unknown-job"))
        .body(
            "detail", is("job \"nope\" is not configured; expected one of [gc, gone, sum, wave]"));
  }

  @Test
  void score_ofAQueryThatMatchesNothingIsNotFound() {
    score(adHoc("no_such_metric"))
        .statusCode(404)
        .body("type", is("urn:tocsin:problem:no-series"))
        .body("detail", containsString("the query no_such_metric matches no series between"));
  }

  @Test
  void unknownPaths_areProblemsToo() {
    given().post("/nope").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    given()
        .contentType("application/json")
        .body("{}")
        .put("/score")
        .then()
        .statusCode(anyOf(is(405), is(406)))
        .contentType(Problem.MEDIA_TYPE);
  }

  /** As curl sends a body unless it is told otherwise. */
  @Test
  void score_ofAnotherContentTypeSaysWhichIsExpected() {
    given()
        .contentType("application/x-www-form-urlencoded")
        .body("{\"job\":\"wave\"}")
        .post("/score")
        .then()
        .statusCode(406)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("Content-Type: application/json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'job':'wave'}{'job':'gc'}", "{'job':'wave'} wave", "{'job':'wave'}}"})
  void score_ofABodyThatGoesOnIsRefused(String body) {
    score(body)
        .statusCode(400)
        .body("type", is("urn:tocsin:problem:bad-request"))
        .body("detail", containsString("the body is not JSON"));
  }

  private static String adHoc(String query) {
    return "{'query':'" + query.replace("'", "\\\"") + "','step':'15s','window':'5m','end':'%s'}";
  }

  private ValidatableResponse score(String body) {
    return given()
        .contentType("application/json")
        .body(String.format(body.replace('\'', '"'), oddEnd))
        .post("/score")
        .then();
  }
}
