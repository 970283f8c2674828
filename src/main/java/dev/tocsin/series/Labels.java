package dev.tocsin.series;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The immutable label set that identifies a series, sorted by label name.
 *
 * <p>An empty value means the label is absent, as in Prometheus, and is dropped. Names and values
 * may be any Unicode text: Prometheus 3 allows UTF-8 names.
 */
public final class Labels implements Comparable<Labels> {
  /** The label that carries the metric's name. */
  public static final String METRIC_NAME = "__name__";

  private static final Pattern PLAIN_METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern PLAIN_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private static final Labels EMPTY = new Labels(new String[0]);

  /** Name, value, name, value, …; ascending by name. */
  private final String[] pairs;

  private final int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
  }

  /** The label set without labels, which an aggregation over everything has. */
  public static Labels empty() {
    return EMPTY;
  }

  /** The label set with these names and values. */
  public static Labels of(Map<String, String> labels) {
    Map<String, String> sorted = new TreeMap<>(labels);
    sorted.values().removeIf(String::isEmpty);
    String[] pairs = new String[2 * sorted.size()];
    int i = 0;
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      pairs[i++] = label.getKey();
      pairs[i++] = label.getValue();
    }
    return new Labels(pairs);
  }

  /**
   * The label set of alternating names and values.
   *
   * @throws IllegalArgumentException if a name has no value or stands twice
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          namesAndValues.length + " strings given, expected name and value for each label");
    }
    if (isCanonical(namesAndValues)) {
      return new Labels(namesAndValues.clone());
    }
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (labels.put(namesAndValues[i], namesAndValues[i + 1]) != null) {
        throw new IllegalArgumentException("label " + namesAndValues[i] + " stands twice");
      }
    }
    return of(labels);
  }

  /** Whether the names ascend and no value is empty, as servers send them. */
  private static boolean isCanonical(String[] pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1].isEmpty() || (i > 0 && pairs[i - 2].compareTo(pairs[i]) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /**
   * These labels with a value for a name, instead of the one it has; an empty one takes it away.
   */
  public Labels with(String name, String value) {
    int at = 0;
    while (at < pairs.length && pairs[at].compareTo(name) < 0) {
      at += 2;
    }
    int after = at < pairs.length && pairs[at].equals(name) ? at + 2 : at;
    int added = value.isEmpty() ? 0 : 2;
    String[] all = new String[at + added + pairs.length - after];
    System.arraycopy(pairs, 0, all, 0, at);
    if (added > 0) {
      all[at] = name;
      all[at + 1] = value;
    }
    System.arraycopy(pairs, after, all, at + added, pairs.length - after);
    return new Labels(all);
  }

  /** How many labels there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** The value of the named label, if the series bears it. */
  public Optional<String> value(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return Optional.of(pairs[i + 1]);
      }
    }
    return Optional.empty();
  }

  /** The metric's name, or an empty string where an expression dropped it. */
  public String metricName() {
    return value(METRIC_NAME).orElse("");
  }

  /** Calls {@code consumer} with every name and value, ascending by name. */
  public void forEach(BiConsumer<String, String> consumer) {
    for (int i = 0; i < pairs.length; i += 2) {
      consumer.accept(pairs[i], pairs[i + 1]);
    }
  }

  /** The labels as an unmodifiable map, ascending by name. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  @Override
  public int compareTo(Labels other) {
    return Arrays.compare(pairs, other.pairs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that && Arrays.equals(pairs, that.pairs);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * The series as Prometheus prints it: {@code up{instance="a:9100",job="node"}}. Names that only
   * Prometheus 3 allows are in quotes, the metric's within the braces: {@code {"my.metric"}}.
   */
  @Override
  public String toString() {
    String metric = metricName();
    StringBuilder text = new StringBuilder();
    char separator = '{';
    if (metric.isEmpty() || PLAIN_METRIC.matcher(metric).matches()) {
      text.append(metric);
    } else {
      text.append(separator).append(quoted(metric));
      separator = ',';
    }
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i].equals(METRIC_NAME)) {
        text.append(separator).append(name(pairs[i])).append('=').append(quoted(pairs[i + 1]));
        separator = ',';
      }
    }
    if (separator == ',') {
      text.append('}');
    }
    return text.isEmpty() ? "{}" : text.toString();
  }

  private static String name(String label) {
    return PLAIN_LABEL.matcher(label).matches() ? label : quoted(label);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
