package dev.tocsin.function.auth;

import dev.tocsin.http.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a signed notification brings: {@code t=<epoch seconds>,v1=<hex>}, the HMAC-SHA256 of {@code
 * <epoch seconds>.<body>}, as Tocsin's own webhooks are signed; or {@code v1=<hex>}, that of the
 * body alone.
 *
 * @param seconds when it was signed, as it stands there
 * @param hmac in hexadecimal, lower case
 */
record AlertSignature(Optional<String> seconds, String hmac) {
  static final String HEADER = "X-Tocsin-Signature";

  private static final Pattern FORM = Pattern.compile("(?:t=(\\d{1,11}),)?v1=([0-9a-f]{64})");

  /** What the header says; nothing if it is no signature. */
  static Optional<AlertSignature> parse(String header) {
    Matcher matcher = FORM.matcher(header);
    return matcher.matches()
        ? Optional.of(new AlertSignature(Optional.ofNullable(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /**
   * Whether it is of this body, by this key, and not too old. How long that takes does not depend
   * on where a wrong one differs. False where the key's file cannot be read.
   *
   * @param maxAge zero if it may be of any age, or tell none
   */
  boolean isOf(byte[] body, Secret key, Duration maxAge, Instant now) {
    try {
      byte[] head = seconds.map(text -> text + '.').orElse("").getBytes(StandardCharsets.US_ASCII);
      String expected = key.hmacSha256(head, body);
      return isRecent(maxAge, now)
          && MessageDigest.isEqual(
              expected.getBytes(StandardCharsets.US_ASCII),
              hmac.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isRecent(Duration maxAge, Instant now) {
    if (maxAge.isZero()) {
      return true;
    }
    return seconds
        .map(text -> Duration.between(Instant.ofEpochSecond(Long.parseLong(text)), now).abs())
        .filter(age -> age.compareTo(maxAge) <= 0)
        .isPresent();
  }
}
