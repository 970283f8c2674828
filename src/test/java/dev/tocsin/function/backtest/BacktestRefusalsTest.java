package dev.tocsin.function.backtest;

import static dev.tocsin.function.backtest.BacktestBodies.backtest;
import static dev.tocsin.function.backtest.BacktestBodies.series;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.function.RealPrometheus;
import dev.tocsin.function.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a back-test is not made of, and what is said then. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class BacktestRefusalsTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(6);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
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

  @Test
  void backtest_refusesMoreThanAFewAtOnce() throws Exception {
    String body = series(8_000, BacktestBodies::noise);
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
    backtest(series(100, BacktestBodies::noise)).statusCode(200);
  }

  @Test
  void backtest_ofScoresIsSetAside() {
    backtest("{'series':[{'labels':{'__name__':'anomaly_score'},'times':[1,2],'values':[1,2]}]}")
        .statusCode(200)
        .body("series[0].outcome", is("skipped"))
        .body("series[0].reason", containsString("scores are not scored"));
  }
}
