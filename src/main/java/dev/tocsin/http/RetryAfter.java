package dev.tocsin.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a server wants to be left alone, as {@code Retry-After} says it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section 10.2.3</a>
 */
public final class RetryAfter {
  /** Of so few digits that they are a duration. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * What an answer's head asks for: a number of seconds, or the time until a date by the server's
   * own clock, which {@code Date} tells. Nothing if it says neither, or if the date is over.
   */
  public static Optional<Duration> in(HttpHeaders head) {
    try {
      Optional<String> value = head.firstValue("Retry-After").map(String::strip);
      if (value.filter(text -> SECONDS.matcher(text).matches()).isPresent()) {
        return value.map(Long::parseLong).map(Duration::ofSeconds);
      }
      Optional<Instant> until = value.map(RetryAfter::date);
      return head.firstValue("Date")
          .map(RetryAfter::date)
          .flatMap(now -> until.map(date -> Duration.between(now, date)))
          .filter(left -> !left.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant date(String text) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
  }
}
