package dev.tocsin.function.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertSignatureTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_296_370);
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);

  /** Of {@code printf '1795296370.{}' | openssl dgst -sha256 -hmac key}. */
  private static final String TIMED =
      "t=1795296370,v1=83a988a9644453883be8a68e1708df86ada6221de7d739a908bc8890214c4fa5";

  /** Of {@code printf '{}' | openssl dgst -sha256 -hmac key}. */
  private static final String BARE =
      "v1=a777724d943eb48dc69bca8a4a6d57a04db3f9ec7e1de4e581e860265bdf3032";

  private static boolean isOf(String header, Secret key, Duration maxAge, Instant now) {
    return AlertSignature.parse(header).orElseThrow().isOf(BODY, key, maxAge, now);
  }

  @Test
  void isOf_agreesWithOpenssl() {
    Secret key = Secret.of("key");
    assertThat(isOf(TIMED, key, Duration.ofMinutes(5), NOW)).isTrue();
    assertThat(isOf(TIMED, Secret.of("kex"), Duration.ofMinutes(5), NOW)).isFalse();
    assertThat(isOf(BARE, key, Duration.ZERO, NOW)).isTrue();
  }

  @Test
  void isOf_wantsATimeThatIsNear_unlessAnyAgeWillDo() {
    Secret key = Secret.of("key");
    Duration age = Duration.ofMinutes(5);
    assertThat(isOf(TIMED, key, age, NOW.plus(age))).isTrue();
    assertThat(isOf(TIMED, key, age, NOW.minus(age))).isTrue();
    assertThat(isOf(TIMED, key, age, NOW.plus(age).plusMillis(1))).isFalse();
    assertThat(isOf(TIMED, key, age, NOW.minus(age).minusMillis(1))).isFalse();
    assertThat(isOf(TIMED, key, Duration.ZERO, NOW.plus(Duration.ofDays(900)))).isTrue();
    assertThat(isOf(BARE, key, age, NOW)).isFalse();
  }

  @Test
  void isOf_isFalseWithoutTheKey() {
    assertThat(isOf(BARE, Secret.inFile(Path.of("nowhere")), Duration.ZERO, NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "v1=", "v1=00", "t=,v1=00", "t=1;v1=00", "sha256=00"})
  void parse_ofWhatIsNoSignatureIsNothing(String header) {
    assertThat(AlertSignature.parse(header)).isEqualTo(Optional.empty());
  }
}
