package dev.tocsin.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.http.Deadline;
import dev.tocsin.series.PrometheusDuration;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server what it is, by the parts of its status API.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#status">Status API</a>
 */
final class ServerProbe {
  /** A configuration may list thousands of targets; one larger than that is not worth reading. */
  private static final int MAX_BYTES = 1 << 23;

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.[0-9]+.*");

  private final PrometheusHttp http;

  ServerProbe(PrometheusHttp http) {
    this.http = http;
  }

  /**
   * What was learnt.
   *
   * @param traits nothing if the server does not behave like a Prometheus that is known
   * @param isLasting whether asking again is idle
   */
  record Finding(Optional<ServerTraits> traits, boolean isLasting) {
    private static final Finding UNKNOWN = new Finding(Optional.empty(), true);
    private static final Finding PASSING = new Finding(Optional.empty(), false);
  }

  /** Asks the server. */
  Finding probe(Deadline deadline) {
    try {
      Optional<String> lookback = status("flags", "query.lookback-delta", deadline);
      Optional<String> version =
          lookback.isEmpty() ? lookback : status("buildinfo", "version", deadline);
      Optional<String> yaml = version.isEmpty() ? version : status("config", "yaml", deadline);
      Optional<Map<String, String>> labels = yaml.flatMap(ExternalLabels::of);
      if (lookback.isEmpty() || version.isEmpty() || labels.isEmpty()) {
        return Finding.UNKNOWN;
      }
      return maxAgeMillis(lookback.get(), version.get())
          .map(age -> new Finding(Optional.of(new ServerTraits(age, labels.get())), true))
          .orElse(Finding.UNKNOWN);
    } catch (PassingException e) {
      return Finding.PASSING;
    }
  }

  /** Prometheus 2 takes a sample that is exactly as old as the lookback, Prometheus 3 does not. */
  private static Optional<Long> maxAgeMillis(String lookback, String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(matcher.group(1));
    try {
      long millis = PrometheusDuration.parse(lookback).toMillis();
      return switch (major) {
        case 2 -> Optional.of(millis);
        case 3 -> Optional.of(millis - 1);
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> status(String part, String member, Deadline deadline) {
    HttpRequest request =
        http.request("/api/v1/status/" + part, deadline)
            .header("Accept", "application/json")
            .build();
    return http.exchange(
        request,
        deadline,
        answer -> {
          if (answer.isOk()) {
            byte[] body = answer.body().readNBytes(MAX_BYTES);
            Map<String, String> members = dataOf(body);
            return isForeign(members) ? Optional.empty() : Optional.ofNullable(members.get(member));
          }
          if (answer.refusal().isPassing()) {
            throw new PassingException();
          }
          return Optional.empty();
        });
  }

  /** Mimir and others tell a version of their own, and their name. */
  private static boolean isForeign(Map<String, String> members) {
    return !members.getOrDefault("application", "Prometheus").equals("Prometheus");
  }

  /** The texts in the member {@code data}; nothing if it is not such an answer. */
  private static Map<String, String> dataOf(byte[] body) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isData = parser.currentName().equals("data");
        if (parser.nextToken() == JsonToken.START_OBJECT && isData) {
          texts(parser, texts);
        } else {
          parser.skipChildren();
        }
      }
      return texts;
    } catch (IOException e) {
      return Map.of(); // not the status API
    }
  }

  private static void texts(JsonParser parser, Map<String, String> texts) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  /** The server may answer otherwise later. */
  private static final class PassingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PassingException() {
      super("the server is busy", null, false, false);
    }
  }
}
