package dev.tocsin.demo.tour;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.demo.function.DemoException;
import dev.tocsin.series.Labels;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the function answered about each series, gathered over many answers. Mutable. */
final class Scores {
  private final Map<Labels, NavigableMap<Instant, ScoredPoint>> bySeries = new TreeMap<>();
  private final SortedSet<String> reasons = new TreeSet<>();

  /**
   * Adds an answer of {@code /score}.
   *
   * @throws DemoException if it has no series or a point has no time
   */
  void add(JsonNode answer) throws DemoException {
    if (!answer.path("series").isArray()) {
      throw new DemoException("/score answered " + answer + ", expected a list of series in it");
    }
    try {
      for (JsonNode series : answer.path("series")) {
        add(labels(series.path("labels")), series);
      }
    } catch (DateTimeException e) {
      throw new DemoException("/score answered a point without a time: " + e.getMessage(), e);
    }
  }

  private void add(Labels labels, JsonNode series) {
    NavigableMap<Instant, ScoredPoint> points =
        bySeries.computeIfAbsent(labels, l -> new TreeMap<>());
    reason(series);
    for (JsonNode json : series.path("points")) {
      reason(json);
      ScoredPoint point = ScoredPoint.of(json);
      if (point.scored()) {
        points.putIfAbsent(point.time(), point);
      }
    }
  }

  private void reason(JsonNode json) {
    if (json.hasNonNull("reason")) {
      reasons.add(json.path("reason").asText());
    }
  }

  private static Labels labels(JsonNode labels) {
    Map<String, String> map = new LinkedHashMap<>();
    labels.properties().forEach(label -> map.put(label.getKey(), label.getValue().asText()));
    return Labels.of(map);
  }

  /** The series met so far, ascending. */
  SortedSet<Labels> series() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(bySeries.keySet()));
  }

  /** The points of a series that have a score, in time order. */
  Collection<ScoredPoint> points(Labels series) {
    NavigableMap<Instant, ScoredPoint> points = bySeries.get(series);
    return points == null ? List.of() : List.copyOf(points.values());
  }

  /** How many points have a score. */
  int count() {
    return bySeries.values().stream().mapToInt(Map::size).sum();
  }

  /** Why points or series have no score, where any have none; ascending. */
  SortedSet<String> reasons() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(reasons));
  }
}
