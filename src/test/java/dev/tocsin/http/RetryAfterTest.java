package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static HttpHeaders head(Map<String, String> fields) {
    Map<String, List<String>> lists = new TreeMap<>();
    fields.forEach((name, value) -> lists.put(name, List.of(value)));
    return HttpHeaders.of(lists, (name, value) -> true);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 0",
    "' 999999999 ', 999999999",
    "'Sun, 22 Nov 2026 01:01:00 GMT', 30",
    "'Sun, 22 Nov 2026 01:00:30 GMT', 0"
  })
  void in_readsSecondsAndDatesByTheServersClock(String value, long seconds) {
    assertThat(
            RetryAfter.in(
                head(Map.of("Retry-After", value, "Date", "Sun, 22 Nov 2026 01:00:30 GMT"))))
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1.5", "", "9999999999", "Sun, 22 Nov 2026 01:00:29 GMT"})
  void in_ofWhatAsksForNoTimeIsNothing(String value) {
    assertThat(
            RetryAfter.in(
                head(Map.of("Retry-After", value, "Date", "Sun, 22 Nov 2026 01:00:30 GMT"))))
        .isEmpty();
  }

  @Test
  void in_ofADateWithoutAClockIsNothing() {
    String date = "Sun, 22 Nov 2026 01:01:00 GMT";
    assertThat(RetryAfter.in(head(Map.of("Retry-After", date)))).isEmpty();
    assertThat(RetryAfter.in(head(Map.of("Retry-After", date, "Date", "now")))).isEmpty();
    assertThat(RetryAfter.in(head(Map.of("Date", date)))).isEmpty();
  }
}
