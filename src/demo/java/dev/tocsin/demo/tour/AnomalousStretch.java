package dev.tocsin.demo.tour;

import dev.tocsin.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Anomalous points of one series that follow closely on one another.
 *
 * @param series which series
 * @param points the anomalous points, in time order; at least one
 */
record AnomalousStretch(Labels series, List<ScoredPoint> points) {
  /** Copies the list. */
  AnomalousStretch {
    points = List.copyOf(points);
  }

  /**
   * The stretches in the points of a series.
   *
   * @param points in time order
   * @param nearest points at most this far apart belong to one stretch
   */
  static List<AnomalousStretch> in(
      Labels series, Collection<ScoredPoint> points, Duration nearest) {
    List<AnomalousStretch> stretches = new ArrayList<>();
    List<ScoredPoint> current = new ArrayList<>();
    for (ScoredPoint point : points) {
      if (point.anomalous()) {
        if (!current.isEmpty()
            && current.get(current.size() - 1).time().plus(nearest).isBefore(point.time())) {
          stretches.add(new AnomalousStretch(series, current));
          current.clear();
        }
        current.add(point);
      }
    }
    if (!current.isEmpty()) {
      stretches.add(new AnomalousStretch(series, current));
    }
    return stretches;
  }

  Instant first() {
    return points.get(0).time();
  }

  Instant last() {
    return points.get(points.size() - 1).time();
  }

  /** The point with the highest score. */
  ScoredPoint peak() {
    return points.stream().max(Comparator.comparingDouble(ScoredPoint::score)).orElseThrow();
  }
}
