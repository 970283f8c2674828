package dev.tocsin.function.backtest;

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
import dev.tocsin.function.problem.Problem;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.series.SeriesMatrix;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class BacktestFunctionTest {
  private static final long START = 1_700_000_000;

  /** The numbers of an answer are read as floats here. */
  private static final double ROUNDING_PERCENT = 0.001;

  private final ExecutorService threads = Executors.newFixedThreadPool(6);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

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
  void backtest_refusesMoreThanAFewAtOnce() throws Exception {
    String body = series(8_000, BacktestFunctionTest::noise);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(
          CompletableFuture.supplyAsync(() -> backtest(body).extract().statusCode(), threads));
    }
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    assertThat(statuses).containsOnly(200, 503).contains(200, 503);
    backtest(series(100, BacktestFunctionTest::noise)).statusCode(200);
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

  private static long at(int step) {
    return START + 60L * step;
  }

  @Test
  void backtest_ofScoresIsSetAside() {
    backtest("{'series':[{'labels':{'__name__':'anomaly_score'},'times':[1,2],'values':[1,2]}]}")
        .statusCode(200)
        .body("series[0].outcome", is("skipped"))
        .body("series[0].reason", containsString("scores are not scored"));
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

  private static String inline(SeriesMatrix samples) {
    List<String> series = new ArrayList<>();
    List<String> times =
        IntStream.range(0, samples.columns())
            .mapToObj(i -> BigDecimal.valueOf(samples.grid().timeMillis(i), 3).toPlainString())
            .toList();
    for (int row = 0; row < samples.rows(); row++) {
      String labels =
          samples.labels(row).asMap().entrySet().stream()
              .map(label -> "'%s':'%s'".formatted(label.getKey(), label.getValue()))
              .collect(Collectors.joining(","));
      List<String> values =
          Arrays.stream(samples.row(row)).mapToObj(BacktestFunctionTest::number).toList();
      series.add("{'labels':{%s},'times':%s,'values':%s}".formatted(labels, times, values));
    }
    return "{'series':" + series + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | neither job nor series given",
        "{'job':'wave','series':[]} | both job and series given",
        "{'job':'wave'} | no start given",
        "{'job':'wave','start':100,'end':50} | start is 1970-01-01T00:01:40Z, expected a time"
            + " before",
        "{'job':'wave','start':'x'} | start is \"x\", expected RFC 3339",
        "{'job':'wave','start':99999999999} | start is 5138-11-16T09:46:39Z, which lies in the"
            + " future",
        "{'job':'wave','start':100,'kind':'lstm'} | [kind] given for a configured job, which has"
            + " its own",
        "{'job':'wave','start':100,'step':'1s','season':'1d','counters':'never'} | [step, season,"
            + " counters] given for a configured job",
        "{'job':'wave','start':100,'hold_down':'0s'} | hold_down is 0s, expected"
            + " a hold-down above 0",
        "{'job':'wave','start':100,'data_range':[1]} | data_range is [1.0], expected two",
        "{'series':[{'times':[1],'values':[1]}],'start':1,'end':2} | [start, end] given for series"
            + " given inline",
        "{'series':[{'times':[1],'values':[1]}],'season':'2m'} | season is 2m, expected 4 or more"
            + " steps of 1m",
        "{'series':[{'times':[1],'values':[1]}],'min_dev_from_expected':'x'} |"
            + " min_dev_from_expected is",
        "{'series':[{'times':[1],'values':[1]}],'min_rel_dev_from_expected':[null]} |"
            + " min_rel_dev_from_expected is [NaN, NaN], expected two finite numbers",
        "{'series':[]} | series is no list of at least one",
        "{'series':{}} | series is no list of at least one",
        "{'series':[1]} | series[0] is no object",
        "{'series':[{'times':[1]}]} | series[0].values is no list",
        "{'series':[{'times':[1,2],'values':[1]}]} | series[0] has 2 times and 1 values",
        "{'series':[{'times':['x'],'values':[1]}]} | series[0].times[0] is \"x\", expected epoch"
            + " seconds",
        "{'series':[{'times':[1700000000000],'values':[1]}]} | expected epoch seconds or RFC 3339",
        "{'series':[{'times':[1],'values':[{}]}]} | series[0].values[0] is \"{}\", expected a"
            + " number",
        "{'series':[{'times':[],'values':[]}]} | series has no sample",
        "{'series':[{'times':[1],'values':[1],'vals':[]}]} | unknown field \"vals\"",
        "{'series':[{'times':[1],'values':[1]},{'times':[1],'values':[1]}]} | is given twice",
        "{'series':[{'times':[1],'values':[1]}],'kind':'magic'} | "
            + "kind is \"magic\", expected one of",
        "{'series':[{'times':[1],'values':[1]}],'step':'0s'} | "
            + "step is \"0s\", expected 1ms or more",
        "{'series':[{'times':[1],'values':[1]}],'group_by':['a','a']} | "
            + "group_by is [a, a], expected different names",
        "{'series':[{'times':[1],'values':[1]}],'anomalies':{}} | "
            + "anomalies is no list of at most 10000",
        "{'series':[{'times':[1],'values':[1]}],'anomalies':[1]} | anomalies[0] is no object",
        "{'series':[{'times':[1],'values':[1]}],'anomalies':[{'to':1}]} | "
            + "anomalies[0].from is \"\", expected epoch seconds or RFC 3339",
        "{'series':[{'times':[1],'values':[1]}],'anomalies':[{'from':2,'to':1}]} | "
            + "anomalies[0].to is \"1970-01-01T00:00:01Z\", expected a time not before from",
        "{'series':[{'times':[1],'values':[1]}],'anomalies':[{'from':9000,'to':9001}]} | expected"
            + " a time with a sample, between 1970-01-01T00:00:01Z and 1970-01-01T00:00:01Z",
        "{'series':[{'times':[1],'values':[1]}],'anomalies':[{'from':1,'to':1,'labels':{'x':'y'}}]} | "
            + "anomalies[0].labels is \"of no series\"",
        "{'series':[{'times':[1],'values':[1]}],'anomalies':[{'from':1,'to':1,'of':'x'}]} | "
            + "anomalies[0] has an unknown field \"of\"",
        "{'series':[{'times':[1],'values':[1],'anomalies':[{'from':1,'to':1,'labels':{}}]}]} | "
            + "series[0].anomalies[0] has an unknown field \"labels\"",
        "{'series':[{'times':[1],'values':[1]}],'hold_down':'0s'} | hold_down is 0s, expected"
            + " a hold-down above 0",
        "{'series':[{'times':[1],'values':[1]}],'data_range':[2,1]} | data_range is [2.0, 1.0],"
            + " expected two numbers, the least first",
        "{'series':[{'times':[1],'values':[1]}],'detection_direction':'up'} | expected one of"
            + " [both, above_expected, below_expected]",
        "{'series':[{'times':[1],'values':[1]}],'stp':'1m'} | unknown field [stp]",
        "{'series':[ | the body is not JSON",
        "`` | the body is empty",
      })
  void backtest_ofAWrongRequestSaysWhatIsWrong(String body, String detail) {
    backtest(body)
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString(detail));
  }

  @Test
  void backtest_ofTooManyPointsIsRefusedAndTheProcessLives() {
    backtest("{'series':[{'times':[0,1,2,90000000000],'values':[1,2,3,4]}],'step':'1s'}")
        .statusCode(422)
        .body("type", is("urn:tocsin:problem:too-large"))
        .body("detail", containsString("expected at most 2000000 points"));
    backtest("{'job':'nope','start':1}").statusCode(404);
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void largeBodies_areForBacktestsOnly() {
    String large = "{\"query\":\"" + "x".repeat(2 << 20) + "\"}";
    given().contentType("application/json").body(large).post("/score").then().statusCode(413);
    backtest("{'series':[{'labels':{'x':'" + "x".repeat(2 << 20) + "'},'times':[1],'values':[1]}]}")
        .statusCode(200)
        .body("incidents[0]", nullValue());
  }

  /** One series without labels, the last of whose samples stands twice. */
  private static String wild(int count, IntToDoubleFunction seconds, IntToDoubleFunction value) {
    List<String> times = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      int sample = Math.min(i, count - 1);
      times.add(BigDecimal.valueOf(seconds.applyAsDouble(sample)).toPlainString());
      values.add(number(value.applyAsDouble(sample)));
    }
    return "{'series':[{'times':%s,'values':%s}]}".formatted(times, values);
  }

  private static String number(double value) {
    if (Double.isFinite(value)) {
      return Double.toString(value);
    }
    return Double.isNaN(value) ? "null" : "'+Inf'";
  }

  private static String series(int count, IntToDoubleFunction value) {
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String separator = i == 0 ? "" : ",";
      times.append(separator).append(START + 60L * i);
      values.append(separator).append(String.format(Locale.ROOT, "%.9e", value.applyAsDouble(i)));
    }
    return "{'series':[{'labels':{'host':'a'},'times':[%s],'values':[%s]}]}"
        .formatted(times, values);
  }

  private static double noise(int i) {
    return 50 + new SplittableRandom(i).nextDouble();
  }

  private static ValidatableResponse backtest(String body) {
    return given()
        .contentType("application/json")
        .body(body.replace('\'', '"'))
        .post("/backtest")
        .then();
  }
}
