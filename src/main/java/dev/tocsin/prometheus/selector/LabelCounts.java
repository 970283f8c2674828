package dev.tocsin.prometheus.selector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many series have each value of each label. Bounded in size, whatever is counted: a label with
 * too many values is left out, for an expression could not name them either.
 */
public final class LabelCounts {
  /** As regular expression, about as long as a request may be without asking for trouble. */
  static final int MAX_CHARACTERS = 1 << 18;

  /** Real series have ten or twenty. */
  private static final int MAX_LABELS = 100;

  private static final int MAX_NAME_CHARACTERS = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final Map<String, Values> values = new TreeMap<>();
  private int series;

  /** The values of a label, and how many series have each. */
  private static final class Values {
    private final Map<String, Integer> counts = new HashMap<>();
    private int characters;

    void add(String value) {
      if (characters <= MAX_CHARACTERS && counts.merge(value, 1, Integer::sum) == 1) {
        characters += value.length() + 1;
        if (characters > MAX_CHARACTERS) {
          counts.clear();
        }
      }
    }
  }

  /**
   * Counts the series in an answer of {@code /api/v1/series}.
   *
   * @throws IOException if it is not one
   */
  public static LabelCounts read(InputStream in) throws IOException {
    LabelCounts counts = new LabelCounts();
    try (JsonParser parser = JSON.createParser(in)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isData = parser.currentName().equals("data");
        if (parser.nextToken() == JsonToken.START_ARRAY && isData) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            counts.series(parser);
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return counts;
  }

  private void series(JsonParser parser) throws IOException {
    series++;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        add(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  /** Counts a series' label. */
  private void add(String name, String value) {
    Values known = values.get(name);
    if (known == null && values.size() < MAX_LABELS && isNameable(name)) {
      known = new Values();
      values.put(name, known);
    }
    if (known != null && !value.isEmpty()) {
      known.add(value);
    }
  }

  private static boolean isNameable(String name) {
    return name.length() <= MAX_NAME_CHARACTERS && SelectorText.isName(name);
  }

  /** How many series there are. */
  int series() {
    return series;
  }

  /** The labels there are, in order. */
  Set<String> names() {
    return values.keySet();
  }

  /**
   * How many series have each value of a label, the empty one if they lack it; nothing if it has
   * too many values.
   */
  Map<String, Integer> of(String name) {
    Values known = values.get(name);
    if (known == null || known.counts.isEmpty()) {
      return Map.of();
    }
    int with = known.counts.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> all = new HashMap<>(known.counts);
    if (with < series) {
      all.put("", series - with);
    }
    return all;
  }
}
