package dev.tocsin.function.plan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.tocsin.function.RealPrometheus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans without an event sink: the caller gets the parts, and scores them. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class PlanFunctionTest {
  /** When the odd series end; set by {@link RealPrometheus}. */
  Instant oddEnd = Instant.EPOCH;

  @Test
  void plan_splitsAPlainSelectorInTheServer() {
    List<Map<String, String>> parts = plan("wave", 2);

    assertThat(parts).hasSize(2);
    assertThat(parts).allSatisfy(part -> assertThat(part.get("selector")).contains("host"));
    assertThat(parts).allSatisfy(part -> assertThat(part).doesNotContainKey("shard"));
    assertThat(parts).extracting(part -> part.get("part")).containsExactly("1/2", "2/2");
  }

  @Test
  void plan_dealsOutWhatTheServerCannotSplit() {
    assertThat(plan("sum", 3))
        .extracting(part -> part.get("shard"))
        .containsExactly("1/3", "2/3", "3/3");
  }

  @ParameterizedTest
  @CsvSource({"wave, 1", "wave, 2", "wave, 3", "sum, 2", "sum, 3", "gone, 2"})
  void parts_yieldTogetherWhatTheWholeYields(String job, int shards) {
    List<Object> whole = series("{\"job\":\"" + job + "\",\"end\":\"" + oddEnd + "\"}");
    List<Object> together = new ArrayList<>();
    for (Map<String, String> part : plan(job, shards)) {
      together.addAll(
          given()
              .contentType("application/json")
              .body(part)
              .post("/score")
              .then()
              .statusCode(200)
              .extract()
              .path("series"));
    }

    assertThat(together).containsExactlyInAnyOrderElementsOf(whole);
    assertThat(whole).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | no job given",
        "{'job':'wave'} | no shards given, expected a number from 1 to 1000",
        "{'job':'wave','shards':0} | shards is \"0\", expected a number from 1",
        "{'job':'wave','shards':1001} | shards is \"1001\", expected a number from 1",
        "{'job':'wave','shards':2,'shard':'1/2'} | unknown field [shard]",
        "{'job':'wave','shards':2,'points':'1h'} | points is \"1h\", expected last or all, or a",
        "{'job':'wave','shards':2,'end':'+10000-01-01T00:00:00Z'} | end is \"+10000-01-01T00:00:00Z",
      })
  void plan_ofAWrongRequestSaysWhatIsWrong(String body, String detail) {
    post("/plan", body).statusCode(400).body("detail", containsString(detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'job':'wave','shard':'3/2'} | shard is \"3/2\", expected one such as 2/8",
        "{'job':'wave','shard':'0/2'} | shard is \"0/2\", expected one such as 2/8",
        "{'job':'wave','shard':'half'} | shard is \"half\", expected one such as 2/8",
        "{'job':'wave','shard':'1/2','selector':'up'} | both shard and selector given",
        "{'job':'wave','selector':'up','part':'half'} | part is \"half\", expected one such as 2/8",
        "{'job':'wave','part':'1/2'} | part given without a selector",
        "{'query':'up','shard':'1/2'} | shard or selector given for a query",
        "{'job':'wave','points':'1s'} | points is \"1s\", expected last or all, or a duration",
        "{'job':'wave','points':'1h'} | points is \"1h\", expected last or all, or a duration",
      })
  void score_ofAWrongPartSaysWhatIsWrong(String body, String detail) {
    post("/score", body).statusCode(400).body("detail", containsString(detail));
  }

  @Test
  void score_ofADurationAnswersItsSteps() {
    post("/score", "{'job':'wave','points':'1m','end':'" + oddEnd + "'}")
        .statusCode(200)
        .body("series[0].points.size()", is(4));
  }

  private List<Map<String, String>> plan(String job, int shards) {
    return post("/plan", "{'job':'" + job + "','shards':" + shards + ",'end':'" + oddEnd + "'}")
        .statusCode(200)
        .body("sent", is(false))
        .body("at", is(oddEnd.toString()))
        .extract()
        .path("parts");
  }

  private static List<Object> series(String body) {
    return post("/score", body).statusCode(200).extract().path("series");
  }

  private static ValidatableResponse post(String path, String body) {
    return given().contentType("application/json").body(body.replace('\'', '"')).post(path).then();
  }
}
