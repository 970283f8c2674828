package dev.tocsin.function.dataset;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.tocsin.function.OddSeries;
import dev.tocsin.function.RealPrometheus;
import dev.tocsin.function.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tutorial's dataset, from a real Prometheus. */
@QuarkusTest
@QuarkusTestResource(value = RealPrometheus.class, restrictToAnnotatedClass = true)
@EnabledIf("dev.tocsin.testing.PrometheusServer#isAvailable")
class DatasetFunctionTest {
  private static final String A = "odd_dns{type=\"A\"}";
  private static final String AAAA = "odd_dns{type=\"AAAA\"}";

  /** When the odd series end; set by {@link RealPrometheus}. */
  Instant oddEnd = Instant.EPOCH;

  @ConfigProperty(name = "tocsin.prometheus.url")
  String url = "";

  @Test
  void dataset_isNestedByJobInstanceAndMetric() {
    JsonPath answer =
        dataset(upTo(2_000), "'query':'odd_dns{type=\\'A\\'}','length':5")
            .statusCode(200)
            .body("spec", is(Map.of("coredns", Map.of("localhost:9153", List.of("odd_dns")))))
            .body("read.protocol", not(""))
            .body("read.samples", greaterThan(0))
            .body("$", not(hasKey("unreadable")))
            .extract()
            .jsonPath();

    // The last sample lies at the end of the odd series, 15 s after the one before.
    assertThat(answer.getList("times", Long.class))
        .containsExactly(end(-3_000), end(-2_000), end(-1_000), end(0), end(1_000));
    assertThat(answer.getList("values.coredns.'localhost:9153'.odd_dns", Double.class))
        .containsExactly(398.0, 398.0, 398.0, 399.0, 399.0);
  }

  @Test
  void dataset_beginsALengthBeforeItsEndWhateverTheStep() {
    dataset(upTo(1_234), "'query':'odd_constant','length':'4s','step':'1500ms'")
        .statusCode(200)
        .body("times", is(List.of(end(-2_766), end(-1_266), end(234))))
        .body("values.''.''.odd_constant", is(List.of(42.0f, 42.0f, 42.0f)));
    dataset(upTo(0), "'query':'odd_constant','length':1")
        .statusCode(200)
        .body("times", is(List.of(end(-1_000))));
  }

  @Test
  void dataset_isNullWhereThereIsNoSampleAndTextWhereItIsInfinite() {
    long firstOfHalfway = -(OddSeries.SAMPLES / 2 - 1) * OddSeries.STEP_SECONDS * 1_000L;
    dataset(upTo(firstOfHalfway + 2_000), "'query':'odd_halfway > bool 0','length':4")
        .statusCode(200)
        .body("values.''.''.''", is(Arrays.asList(null, null, 1.0f, 1.0f)));
    dataset(upTo(1_000), "'query':'odd_nan','length':1")
        .statusCode(200)
        .body("values.''.''.odd_nan", is(Arrays.asList((Object) null)));
    dataset(upTo(1_000), "'query':'odd_infinite','length':1")
        .statusCode(200)
        .body("values.''.''.odd_infinite", is(List.of("+Inf")));
    dataset(upTo(1_000), "'query':'-odd_infinite','length':1")
        .statusCode(200)
        .body("values.''.''.''", is(List.of("-Inf")));
  }

  @Test
  void dataset_ofAnAggregationIsUnderEmptyNames() {
    dataset(upTo(0), "'query':'count(odd_dns)','length':2")
        .statusCode(200)
        .body("spec", is(Map.of("", Map.of("", List.of("")))))
        .body("values.''.''.''", is(List.of(2.0f, 2.0f)));
  }

  @Test
  void dataset_refusesSeriesThatCollide() {
    dataset(upTo(0), "'query':'odd_dns','length':5")
        .statusCode(422)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", is("urn:tocsin:problem:colliding-series"))
        .body("detail", startsWith("odd_dns{instance=\"localhost:9153\",job=\"coredns\",type="))
        .body("detail", containsString("differ in the labels [type]"))
        .body("detail", containsString("\"by\": [\"type\"]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"['type']", "'type'", "'zone, type'", "['zone','type,']"})
  void dataset_keepsSeriesApartByMoreLabels(String by) {
    dataset(upTo(0), "'query':'odd_dns','length':1,'by':" + by)
        .statusCode(200)
        .body("spec.coredns.'localhost:9153'", is(List.of(A, AAAA)));
  }

  @Test
  void dataset_byGetTakesTheSameFields() {
    given()
        .queryParam("query", "odd_dns")
        .queryParam("length", "3")
        .queryParam("by", "type,zone")
        .queryParam("offset", end(0))
        .get("/dataset")
        .then()
        .statusCode(200)
        .body("spec.coredns.'localhost:9153'", is(List.of(A, AAAA)));
  }

  @Test
  void dataset_endsNowByDefault() {
    List<Long> times =
        given()
            .contentType("application/json")
            .body("{\"query\":\"vector(1)\",\"length\":5}")
            .post("/dataset")
            .then()
            .statusCode(200)
            .body("times", hasSize(5))
            .extract()
            .jsonPath()
            .getList("times", Long.class);
    assertThat(times.get(4)).isBetween(oddEnd.toEpochMilli(), System.currentTimeMillis() - 1_000);
  }

  @Test
  void dataset_readsFromAConfiguredServerOnly() {
    for (String known : new String[] {"default", url, url + "/"}) {
      dataset(upTo(0), "'query':'odd_constant','length':1,'endpoint':'" + known + "'")
          .statusCode(200);
    }
    dataset(upTo(0), "'query':'up','length':1,'endpoint':'http://localhost:1/'")
        .statusCode(400)
        .body(
            "detail",
            is(
                "endpoint \"http://localhost:1/\" is not configured; expected \"default\" or \""
                    + url
                    + "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | no length given; expected {\"query\":\"up\",\"length\":5}",
        "'length':5 | no query given",
        "'query':' ','length':5 | no query given",
        "'query':'up','length':5,'lenght':5 | unknown field [lenght]",
        "'query':'up','length':0 | length is \"0s\", expected 1ms or more",
        "'query':'up','length':-5 | length: \"-5\" is not a duration",
        "'query':'up','length':5,'step':'0s' | step is \"0s\", expected 1ms or more",
        "'query':'up','length':'100y','step':'1y' | begins after 1970",
        "'query':'up{','length':5 | parse error",
        "'query':'up','length':5,'by':{} | a field of the body holds an object",
      })
  void dataset_ofAWrongRequestSaysWhatIsWrong(String fields, String detail) {
    dataset(upTo(0), fields)
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString(detail));
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999999, 'offset is 5138-11-16T09:46:39.999Z, which lies in the future'",
    "-1, 'offset is \"-1\", expected epoch milliseconds such as '",
    "1.5, 'offset is \"1.5\", expected epoch milliseconds'",
    "'\"now\"', 'offset is \"now\", expected epoch milliseconds'",
  })
  void dataset_ofAWrongOffsetSaysWhatIsWrong(String offset, String detail) {
    dataset("'offset':" + offset, "'query':'up','length':1")
        .statusCode(400)
        .body("detail", containsString(detail));
  }

  @Test
  void dataset_ofAQueryThatMatchesNothingIsNotFound() {
    dataset(upTo(0), "'query':'no_such_metric','length':5")
        .statusCode(404)
        .body("type", is("urn:tocsin:problem:no-series"));
  }

  @ParameterizedTest
  @CsvSource({
    "odd_constant, 1000001, 'length and step make 1000001 steps, more than the bound of 1000000'",
    "odd_dns, 600000, '2 series × 600000 steps, more than the bound of 1000000 samples'",
  })
  void dataset_thatIsTooLargeSaysWhatToDo(String query, int length, String detail) {
    dataset(upTo(0), "'query':'" + query + "','length':" + length)
        .statusCode(422)
        .body("type", is("urn:tocsin:problem:too-large"))
        .body("detail", containsString(detail))
        .body("detail", containsString("a longer step, or raise"));
  }

  private long end(long millis) {
    return oddEnd.toEpochMilli() + millis;
  }

  /** The field of a window that ends so many milliseconds after the odd series. */
  private String upTo(long millis) {
    return "'offset':" + end(millis);
  }

  private static ValidatableResponse dataset(String offset, String fields) {
    String body = fields.isEmpty() ? offset + ",'query':'up'" : offset + "," + fields;
    return given()
        .contentType("application/json")
        .body(("{" + body + "}").replace("\\'", "\\\"").replace('\'', '"'))
        .post("/dataset")
        .then();
  }
}
