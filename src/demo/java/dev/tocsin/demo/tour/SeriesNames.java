package dev.tocsin.demo.tour;

import dev.tocsin.series.Labels;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Short names of series: of the labels only those in which they differ. */
final class SeriesNames {
  private final Set<String> differing = new TreeSet<>();

  /** Names that tell these series apart. */
  SeriesNames(Collection<Labels> series) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Labels labels : series) {
      labels.forEach((name, v) -> values.computeIfAbsent(name, n -> new TreeSet<>()).add(v));
    }
    values.forEach(
        (name, found) -> {
          boolean missing = series.stream().anyMatch(labels -> labels.value(name).isEmpty());
          if (found.size() > 1 || missing) {
            differing.add(name);
          }
        });
  }

  /** The short name, such as {@code type=A}; the whole one where there is but one series. */
  String of(Labels series) {
    List<Map.Entry<String, String>> shown =
        series.asMap().entrySet().stream().filter(l -> differing.contains(l.getKey())).toList();
    return shown.isEmpty()
        ? series.toString()
        : shown.stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" "));
  }
}
