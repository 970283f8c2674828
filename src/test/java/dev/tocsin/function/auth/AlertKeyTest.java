package dev.tocsin.function.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.tocsin.http.Secret;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a key configured, signed notifications go without the token, and nothing else does. */
@QuarkusTest
@TestProfile(AlertKeyTest.WithKey.class)
public class AlertKeyTest {
  private static final Secret KEY = Secret.of("canary-key");
  private static final String BODY =
      "{\"version\":\"4\",\"alerts\":[{\"status\":\"resolved\",\"fingerprint\":\"é\"}]}";

  /** A token and a key, and a Prometheus that nobody listens at. */
  public static final class WithKey implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tocsin.auth.token", "canary-token",
          "tocsin.auth.alert-key", "canary-key",
          "tocsin.prometheus.url", "http://127.0.0.1:9",
          "tocsin.jobs.dns.query", "up");
    }
  }

  @Test
  void alert_isLetInBySignatureOrToken() {
    post("/alert", signature(Instant.now(), BODY), BODY)
        .statusCode(200)
        .body("alerts[0].outcome", is("resolved"));
    given()
        .header("Authorization", "Bearer canary-token")
        .contentType("application/json")
        .body(BODY)
        .post("/alert")
        .then()
        .statusCode(200);
  }

  @Test
  void alert_signedLongAgoIsRefused() {
    assertRefused("/alert", signature(Instant.now().minusSeconds(310), BODY), BODY);
    assertRefused("/alert", signature(Instant.now().plusSeconds(310), BODY), BODY);
  }

  @Test
  void alert_changedAfterItWasSignedIsRefused() {
    String signature = signature(Instant.now(), BODY);
    assertRefused("/alert", signature, BODY.replace("resolved", "firing"));
    assertRefused("/alert", signature, "");
    assertRefused("/alert", signature.replaceFirst("t=.", "t=2"), BODY);
    String last = signature.endsWith("0") ? "1" : "0";
    assertRefused("/alert", signature.substring(0, signature.length() - 1) + last, BODY);
  }

  @Test
  void alert_signedWithoutATimeIsRefused() {
    String hmac = KEY.hmacSha256(BODY.getBytes(StandardCharsets.UTF_8));
    assertRefused("/alert", "v1=" + hmac, BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/score", "/retrain", "/", "/alert/", "/alert?x=1", "/alert/../score", "/metrics"})
  void otherPaths_areNotOpenedByASignature(String path) {
    assertRefused(path, signature(Instant.now(), BODY), BODY);
  }

  private static String signature(Instant time, String body) {
    String head = time.getEpochSecond() + ".";
    return "t=%d,v1=%s"
        .formatted(
            time.getEpochSecond(),
            KEY.hmacSha256(
                head.getBytes(StandardCharsets.US_ASCII), body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertRefused(String path, String signature, String body) {
    post(path, signature, body)
        .statusCode(401)
        .body("type", is("urn:tocsin:problem:unauthorized"))
        .body("detail", not(containsString("canary")));
  }

  private static ValidatableResponse post(String path, String signature, String body) {
    return given()
        .urlEncodingEnabled(false)
        .header("X-Tocsin-Signature", signature)
        .contentType("application/json; charset=utf-8")
        .body(body)
        .post(path)
        .then();
  }
}
