package dev.tocsin.prometheus;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** The fields of a question to an API that answers in JSON. */
final class Form {
  private final StringBuilder encoded = new StringBuilder();

  /** Adds a field. */
  Form field(String name, String value) {
    encoded
        .append(encoded.isEmpty() ? "" : "&")
        .append(URLEncoder.encode(name, StandardCharsets.UTF_8));
    encoded.append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  /** Adds a time. */
  Form time(String name, long millis) {
    return field(name, BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
  }

  /** The request that posts the fields. */
  HttpRequest postedBy(HttpRequest.Builder request) {
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(encoded.toString()))
        .build();
  }
}
