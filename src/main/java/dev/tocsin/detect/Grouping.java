package dev.tocsin.detect;

import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * By which labels series make groups that are judged jointly. As with PromQL's {@code by}, a series
 * without one of the labels is in the group that has none of that name, beside all others without.
 *
 * @param by the labels' names; none where each series is judged by itself
 */
public record Grouping(List<String> by) {
  private static final Grouping NONE = new Grouping(List.of());

  /** No groups: each series is judged by itself. */
  public static Grouping none() {
    return NONE;
  }

  /**
   * Groups by these labels.
   *
   * @throws IllegalArgumentException if a name is empty or stands twice
   */
  public static Grouping by(String... names) {
    return new Grouping(List.of(names));
  }

  /**
   * Checks the names, and copies.
   *
   * @throws IllegalArgumentException if one is empty or stands twice
   */
  public Grouping {
    by = List.copyOf(by);
    if (by.stream().anyMatch(String::isBlank) || new HashSet<>(by).size() < by.size()) {
      throw new IllegalArgumentException(by + ", expected different names of labels, such as pod");
    }
  }

  /** Whether each series is judged by itself. */
  public boolean isNone() {
    return by.isEmpty();
  }

  /** The labels of the group that a series is in. */
  public Labels of(Labels series) {
    Map<String, String> group = new HashMap<>();
    by.forEach(name -> series.value(name).ifPresent(value -> group.put(name, value)));
    return Labels.of(group);
  }

  /** The items of each group, groups and items in the order they are met. */
  public <T> Map<Labels, List<T>> gather(List<T> items, Function<T, Labels> labels) {
    Map<Labels, List<T>> groups = new LinkedHashMap<>();
    for (T item : items) {
      groups.computeIfAbsent(of(labels.apply(item)), group -> new ArrayList<>()).add(item);
    }
    return groups;
  }
}
