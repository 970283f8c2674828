package dev.tocsin.demo.api;

import dev.tocsin.demo.promql.BadDataException;
import dev.tocsin.demo.promql.Selector;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The parameters of a question, from the URL and from a form body. */
final class Parameters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /**
   * The parameters in these texts of the shape {@code a=1&b=2}; values in earlier ones come first.
   *
   * @throws BadDataException if a percent sign does not begin an escape
   */
  Parameters(String... encoded) throws BadDataException {
    for (String text : encoded) {
      for (String pair : List.of(text.split("&", -1))) {
        add(pair);
      }
    }
  }

  private void add(String pair) throws BadDataException {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  private static String decoded(String text) throws BadDataException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadDataException("\"" + text + "\" is not URL-encoded: " + e.getMessage());
    }
  }

  /** All values of a parameter, in order. */
  List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** The first value of a parameter; empty where it is not given. */
  String first(String name) {
    return values.getOrDefault(name, List.of("")).get(0);
  }

  /** A time in milliseconds since the epoch. */
  long timeMillis(String name) throws BadDataException {
    OptionalLong millis = ApiTime.millis(first(name));
    return millis.orElseThrow(() -> invalid(name, "a valid timestamp"));
  }

  /** A time in milliseconds since the epoch, or {@code absent} where it is not given. */
  long timeMillis(String name, long absent) throws BadDataException {
    return first(name).isEmpty() ? absent : timeMillis(name);
  }

  /** A duration in nanoseconds. */
  long durationNanos(String name) throws BadDataException {
    OptionalLong nanos = ApiTime.durationNanos(first(name));
    return nanos.orElseThrow(() -> invalid(name, "a valid duration"));
  }

  /** The selector of the parameter {@code query}. */
  Selector query() throws BadDataException {
    try {
      return Selector.parse(first("query"));
    } catch (BadDataException e) {
      throw new BadDataException("invalid parameter \"query\": " + e.getMessage());
    }
  }

  /** The selectors of all parameters {@code match[]}. */
  List<Selector> matches() throws BadDataException {
    List<Selector> selectors = new ArrayList<>();
    for (String match : all("match[]")) {
      selectors.add(Selector.parse(match));
    }
    return selectors;
  }

  private BadDataException invalid(String name, String expected) {
    return new BadDataException(
        "invalid parameter \"%s\": cannot parse \"%s\" to %s"
            .formatted(name, first(name), expected));
  }
}
