package dev.tocsin.function.backtest;

import static dev.tocsin.function.backtest.BacktestBodies.START;
import static dev.tocsin.function.backtest.BacktestBodies.at;
import static dev.tocsin.function.backtest.BacktestBodies.backtest;
import static dev.tocsin.function.backtest.BacktestBodies.inline;
import static dev.tocsin.function.backtest.BacktestBodies.noise;
import static dev.tocsin.function.backtest.BacktestBodies.series;
import static dev.tocsin.function.backtest.BacktestBodies.wild;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.eval.contest.Tocsin;
import dev.tocsin.eval.data.Benchmark;
import dev.tocsin.eval.data.CoreDnsRecording;
import dev.tocsin.function.RealPrometheus;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.series.SeriesMatrix;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class BacktestFunctionTest {
  /** The numbers of an answer are read as floats here. */
  private static final double ROUNDING_PERCENT = 0.001;

  /** When the odd series end; set by {@link RealPrometheus}. */
  Instant oddEnd = Instant.EPOCH;

  @Test
  void backtest_ofSeriesAloneAnswersEachPointAndTheIncident() {
    backtest(series(600, i -> i == 500 ? 90 : noise(i)))
        .statusCode(200)
        .body("step", is("1m"))
        .body("series", hasSize(1))
        .body("series[0].labels.host", is("a"))
        .body("series[0].points", hasSize(600))
        .body("series[0].points[0].time", is(Instant.ofEpochSecond(START).toString()))
        .body("series[0].points[0].reason", is("no model"))
        .body("series[0].points[500].y", is(90.0f))
        .body("series[0].points[500].yhat", notNullValue())
        .body("series[0].points[500].yhat_lower", notNullValue())
        .body("series[0].points[500].yhat_upper", notNullValue())
        .body("series[0].points[500].anomaly_score", greaterThan(1f))
        .body("series[0].points[500].anomalous", is(true))
        .body("incidents", hasSize(1))
        .body("incidents[0].onset", is(Instant.ofEpochSecond(START + 500 * 60).toString()))
        .body("incidents[0].open", is(false))
        .body("rules.hold_down", is("32m"))
        .body("fits[0].at", notNullValue())
        .body("summary.points", is(600))
        .body("summary.incidents", is(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kmeans", "one-class-svm"})
  void backtest_ofAKindWithoutAForecast_inventsNone(String kind) {
    String body = series(600, i -> i == 500 ? 90 : noise(i)).replaceFirst("}$", "");
    backtest(body + ",'kind':'" + kind + "'}")
        .statusCode(200)
        .body("series[0].points[500].y", is(90.0f))
        .body("series[0].points[500].anomaly_score", greaterThan(1f))
        .body("series[0].points[500].anomalous", is(true))
        .body("series[0].points.findAll{it.containsKey('yhat')}", hasSize(0))
        .body("series[0].points.findAll{it.containsKey('yhat_lower')}", hasSize(0))
        .body("incidents.onset", hasItem(Instant.ofEpochSecond(START + 500 * 60).toString()))
        .body("incidents[0].reason", is("anomalous"));
    backtest(body + ",'kind':'" + kind + "','detection_direction':'above_expected'}")
        .statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e15})
  void backtest_worksAtAnyScale(double scale) {
    backtest(series(600, i -> (i == 500 ? 90 : noise(i)) * scale))
        .statusCode(200)
        .body("incidents", hasSize(1));
  }

  @Test
  void backtest_ofTwentyFiveThousandPointsAnswersAll() {
    JsonPath answer =
        backtest(
                series(25_000, i -> i == 20_000 ? 90 : noise(i))
                    .replaceFirst("}$", ",'kind':'seasonal-ar'}"))
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(answer.getInt("summary.points")).isEqualTo(25_000);
    assertThat(answer.getInt("summary.scored")).isGreaterThan(24_700);
    assertThat(answer.getList("incidents.onset"))
        .contains(Instant.ofEpochSecond(START + 20_000 * 60).toString());
  }

  @Test
  void backtest_withAStepPutsSamplesOnItsGridAndAnswersEachInTheOrderGiven() {
    JsonPath answer =
        backtest(
                "{'series':[{'times':[130,10,70.4,70,190],"
                    + "'values':[3,1,2.5,2,null]}],'step':'1m'}")
            .statusCode(200)
            .body("spacing", is("time"))
            .body("series[0].labels.size()", is(0))
            .extract()
            .jsonPath();

    assertThat(answer.getList("series[0].points.time"))
        .containsExactly(
            "1970-01-01T00:02:10Z",
            "1970-01-01T00:00:10Z",
            "1970-01-01T00:01:10.400Z",
            "1970-01-01T00:01:10Z",
            "1970-01-01T00:03:10Z");
    assertThat(answer.getList("series[0].points.reason"))
        .containsExactly(
            "no model", "no model", "no model", "another sample at the step", "no sample");
  }

  @Test
  void backtest_withoutAStepTakesSamplesInTheOrderOfTheirTimes() {
    // Every tenth sample is late, one stands twice, and an hour is missing before the spike.
    JsonPath answer =
        backtest(
                wild(
                    600,
                    i -> START + 60L * i + (i % 10 == 3 ? 20 : 0) + (i >= 450 ? 3_600 : 0),
                    i -> i == 500 ? 90 : noise(i)))
            .statusCode(200)
            .body("step", is("1m"))
            .body("spacing", is("order"))
            .body("series[0].points", hasSize(601))
            .body("incidents", hasSize(1))
            .extract()
            .jsonPath();

    String spike = Instant.ofEpochSecond(START + 500 * 60 + 3_600).toString();
    assertThat(answer.getString("series[0].points[500].time")).isEqualTo(spike);
    assertThat(answer.getBoolean("series[0].points[500].anomalous")).isTrue();
    assertThat(answer.getString("incidents[0].onset")).isEqualTo(spike);
    assertThat(answer.getString("incidents[0].peak.time")).isEqualTo(spike);
    assertThat(answer.getList("fits.at").get(0))
        .isEqualTo(answer.getString("series[0].points[90].time"));
    // The sample that stands twice has a score each time.
    assertThat(answer.getString("series[0].points[600].time"))
        .isEqualTo(answer.getString("series[0].points[599].time"));
    assertThat(answer.getString("series[0].points[600].anomaly_score")).isNotNull();
  }

  @Test
  void backtest_ofTimesThatDescendAnswersInTheirOrder() {
    JsonPath answer =
        backtest(wild(300, i -> START + 60L * (300 - i), i -> i == 50 ? 90 : noise(i)))
            .statusCode(200)
            .body("series[0].points", hasSize(301))
            .body("incidents", hasSize(1))
            .extract()
            .jsonPath();

    assertThat(answer.getBoolean("series[0].points[50].anomalous")).isTrue();
    assertThat(answer.getString("series[0].points[0].time"))
        .isEqualTo(Instant.ofEpochSecond(START + 300 * 60).toString());
    assertThat(answer.getString("series[0].points[299].reason")).isEqualTo("no model");
  }

  /** Series that people have, and that break programs: each sample is answered, and no 500. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "nulls",
        "all null",
        "infinite",
        "huge",
        "tiny",
        "outlier time",
        "one time",
        "steps",
        "negative times",
        "milli steps",
        "integers"
      })
  void backtest_ofWildSeriesAnswersEachSample(String kind) {
    String body =
        wild(
            500,
            i ->
                switch (kind) {
                  case "outlier time" -> i == 250 ? 0 : START + 60L * i;
                  case "one time" -> START;
                  case "negative times" -> -1e6 + 300 * i;
                  case "milli steps" -> START + i / 1_000.0;
                  default -> START + 300L * i;
                },
            i ->
                switch (kind) {
                  case "constant" -> 42;
                  case "nulls" -> i % 7 == 0 ? Double.NaN : noise(i);
                  case "all null" -> Double.NaN;
                  case "infinite" -> i % 100 == 99 ? Double.POSITIVE_INFINITY : noise(i);
                  case "huge" -> noise(i) * 1e300;
                  case "tiny" -> noise(i) * 1e-300;
                  case "steps" -> Math.floor(i / 100.0);
                  case "integers" -> Math.rint(noise(i)) + (i % 24);
                  default -> noise(i);
                });

    for (String asked : List.of("", ",'kind':'linear'", ",'season':'1d'")) {
      backtest(body.substring(0, body.length() - 1) + asked + "}")
          .statusCode(200)
          .body("series[0].points", hasSize(501))
          .body(
              "series[0].points.findAll{it.reason == null && it.anomaly_score == null}",
              hasSize(0));
    }
  }

  @Test
  void backtest_takesGatesAndHoldDown() {
    String body = series(600, i -> i == 500 ? 90 : noise(i));
    backtest(
            body.substring(0, body.length() - 1)
                + ",'detection_direction':'below_expected','hold_down':'5m','data_range':[0,1000],"
                + "'min_dev_from_expected':1,'kind':'linear'}")
        .statusCode(200)
        .body("kind", is("linear"))
        .body("series[0].points[500].anomaly_score", greaterThan(1f))
        .body("series[0].points[500].anomalous", is(false))
        .body("rules.hold_down", is("5m"))
        .body("rules.detection_direction", is("below_expected"))
        .body("rules.min_dev_from_expected", hasSize(2))
        .body("incidents", hasSize(0));
  }

  @Test
  void backtest_ofGroupsNamesTheSeriesThatDroveThem() {
    String one =
        series(600, i -> i == 500 ? 90 : noise(i)).replace("'host':'a'", "'pod':'a','m':'1'");
    String other = series(600, i -> noise(i + 600)).replace("'host':'a'", "'pod':'a','m':'2'");
    String list =
        one.substring(0, one.length() - 2) + "," + other.substring("{'series':[".length());
    backtest(list.substring(0, list.length() - 1) + ",'group_by':'pod'}")
        .statusCode(200)
        .body("rules.group_by", equalTo(List.of("pod")))
        .body("groups", hasSize(1))
        .body("groups[0].labels", equalTo(Map.of("pod", "a")))
        .body("groups[0].series_count", is(2))
        .body("groups[0].anomalous", is(true))
        .body("groups[0].driver.m", is("1"))
        .body("groups[0].shares", hasSize(1))
        .body("groups[0].shares[0].share", is(1.0f))
        .body("groups[0].rest_share", is(0.0f))
        .body("groups[0].points", hasSize(600))
        .body("groups[0].points[0].reason", is("no model"))
        .body("groups[0].points[500].anomaly_score", greaterThan(1f))
        .body("groups[0].points[500].driver.m", is("1"))
        .body("incidents[0].group.pod", is("a"))
        .body("incidents[0].contributions[0].labels.m", is("1"));
  }

  @Test
  void backtest_ofKnownAnomaliesMeasuresHowTheyWereMet() {
    String body = series(600, i -> i >= 500 && i < 505 ? 90 : noise(i));
    String end = Instant.ofEpochSecond(START + 400 * 60).toString();
    backtest(
            body.substring(0, body.length() - 1)
                + ",'anomalies':[{'from':%d,'to':%d,'labels':{'host':'a'}},"
                    .formatted(at(500), at(504))
                + "{'from':'%s','to':'%s'}]}".formatted(end, end))
        .statusCode(200)
        .body("quality.overall.events", is(2))
        .body("quality.overall.found", is(1))
        .body("quality.overall.true_alerts", is(1))
        .body("quality.overall.false_alerts", is(0))
        .body("quality.overall.precision", is(1.0f))
        .body("quality.overall.recall", is(0.5f))
        .body("quality.overall.mean_delay_steps", is(0.0f))
        .body("quality.overall.false_alerts_per_day", is(0.0f))
        .body("quality.overall.auc_pr", greaterThan(0.3f))
        .body("quality.overall.vus_pr", notNullValue())
        .body("quality.each", hasSize(1))
        .body("quality.each[0].labels.host", is("a"))
        .body("quality.each[0].events", is(2))
        .body("quality.buffer_steps", is(5));
    backtest(body).statusCode(200).body("quality", nullValue());
    backtest(body.replaceFirst("}$", ",'anomalies':null}")).body("quality", nullValue());
    backtest(
            body.replace(
                "'times'", "'anomalies':[{'from':%d,'to':%d}],'times'".formatted(at(500), at(504))))
        .statusCode(200)
        .body("quality.overall.f1", is(1.0f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'anomalies':[],'times'", "'times'"})
  void backtest_whereNothingIsKnownToHaveBeenAnomalousCountsEachAlertAsFalse(String fields) {
    String body = series(600, i -> i == 500 ? 90 : noise(i)).replace("'times'", fields);
    String asked =
        fields.contains("anomalies") ? body : body.replaceFirst("}$", ",'anomalies':[]}");
    backtest(asked)
        .statusCode(200)
        .body("quality.overall.events", is(0))
        .body("quality.overall.false_alerts", is(1));
  }

  @Test
  void backtest_ofAJobReplaysItsRangeWithItsHistoryBefore() {
    backtest("{'job':'wave','start':'" + oddEnd.minusSeconds(300) + "','end':'" + oddEnd + "'}")
        .statusCode(200)
        .body("step", is("15s"))
        .body("series", hasSize(2))
        .body("series[0].points", hasSize(21))
        .body("series[0].outcome", is("scored"))
        .body("series[0].points[20].time", is(oddEnd.toString()))
        .body("fits", hasSize(1))
        .body("incidents", hasSize(0));
    given()
        .get("/metrics")
        .then()
        .body(containsString("tocsin_runs_total{function=\"backtest\",job_name=\"wave\",outc"));
  }

  @Test
  void backtest_ofAJobTakesTheRulesAskedForInPlaceOfItsOwn() {
    String range = "'start':'" + oddEnd.minusSeconds(300) + "','end':'" + oddEnd + "'";
    backtest(
            "{'job':'wave',"
                + range
                + ",'hold_down':'2m','detection_direction':'above_expected',"
                + "'min_dev_from_expected':[1,2],'min_rel_dev_from_expected':0.5,"
                + "'data_range':[1e6,'Infinity'],'group_by':'host'}")
        .statusCode(200)
        .body("rules.hold_down", is("2m"))
        .body("rules.detection_direction", is("above_expected"))
        .body("rules.min_dev_from_expected", equalTo(List.of(1f, 2f)))
        .body("rules.min_rel_dev_from_expected", equalTo(List.of(0.5f, 0.5f)))
        .body("rules.data_range[0]", is(1e6f))
        .body("rules.group_by", equalTo(List.of("host")))
        .body("series[0].points[0].anomalous", is(true))
        .body("incidents.size()", greaterThan(0));
  }

  @Test
  void backtest_answersWhatTheEvaluationMeasures() {
    Benchmark benchmark = CoreDnsRecording.at(Duration.ofSeconds(5));
    SeriesMatrix samples = benchmark.cases().get(0).samples();
    BacktestResult measured =
        Tocsin.shipped().replay(benchmark.cases().get(0), benchmark.protocol());

    JsonPath answer =
        backtest(inline(samples).replaceFirst("}$", ",'season':'5m'}"))
            .statusCode(200)
            .extract()
            .jsonPath();

    for (int row = 0; row < samples.rows(); row++) {
      List<PointVerdict> points = measured.series().get(row).points();
      List<Double> scores =
          answer.getList("series[" + row + "].points.anomaly_score", Double.class);
      for (int i = 0; i < points.size(); i++) {
        Double score = scores.get(i);
        if (points.get(i) instanceof Scored scored) {
          assertThat(score).isCloseTo(scored.anomalyScore(), withinPercentage(ROUNDING_PERCENT));
        } else {
          assertThat(score).isNull();
        }
      }
    }
    assertThat(answer.getList("incidents.onset"))
        .isEqualTo(
            measured.incidents().stream().map(one -> one.span().onset().toString()).toList());
  }
}
