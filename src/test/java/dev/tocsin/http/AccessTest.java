package dev.tocsin.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of names and secrets fits into a request, and that no refusal shows a secret. */
class AccessTest {
  private static final String CANARY = "canary-Zf9w";

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a:b", "a\nb", "ü", "Authorization", "HOST", "content-length"})
  void withHeader_refusesNames(String name) {
    assertThatThrownBy(() -> Access.open().withHeader(name, Secret.of(CANARY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be set, expected one such as X-Scope-OrgID")
        .hasMessageNotContaining(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", CANARY + "\r\nX: y", CANARY + "\0", CANARY + "\u007f"})
  void secret_refusesWhatDoesNotFitAHeader(String value) {
    assertThatThrownBy(() -> Secret.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {CANARY + "é", CANARY + "€", "\u0080" + CANARY})
  void headers_refuseWhatIsNotAscii_andPasswordsDoNot(String value) {
    Secret secret = Secret.of(value);
    assertThatThrownBy(() -> Credentials.bearer(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret has a character that no header of HTTP can hold, expected ASCII");
    assertThatThrownBy(() -> Access.open().withHeader("X-Key", secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(CANARY);
    String pair = Base64.getEncoder().encodeToString(("bob:" + value).getBytes(UTF_8));
    assertThat(Credentials.basic("bob", secret).authorization()).hasValue("Basic " + pair);
  }

  @Test
  void basic_refusesAUserWithColon() {
    assertThatThrownBy(() -> Credentials.basic("a:b", Secret.of(CANARY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colon");
  }

  @Test
  void matches_isOfTheWholeTextAlone() {
    Secret secret = Secret.of(CANARY);
    assertThat(secret.matches(CANARY)).isTrue();
    assertThat(secret.matches(CANARY + "x")).isFalse();
    assertThat(secret.matches(CANARY.substring(1))).isFalse();
    assertThat(secret.matches("")).isFalse();
    assertThat(Secret.inFile(Path.of("nowhere")).matches("")).isFalse();
  }

  @Test
  void toString_showsNoSecret() {
    Access access =
        Access.open()
            .withHeader("X-Key", Secret.of(CANARY))
            .withCredentials(Credentials.basic("bob", Secret.of(CANARY)));
    assertThat(access.toString()).contains("X-Key", "bob", "(secret)").doesNotContain(CANARY);
  }
}
