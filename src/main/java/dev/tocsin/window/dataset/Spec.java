package dev.tocsin.window.dataset;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the series of a matrix are: job → instance → metric → row, each ascending, as {@code
 * from_prometheus} nests them. Immutable.
 *
 * <p>An absent label is the empty string, as in Prometheus: the sum over everything is {@code "" →
 * "" → ""}. Where more labels tell series apart, the metric is written as Prometheus writes a
 * series with those labels alone: {@code coredns_dns_requests_total{type="A"}}.
 */
public final class Spec {
  private static final String JOB = "job";
  private static final String INSTANCE = "instance";

  private final SeriesMatrix matrix;
  private final List<String> by;
  private final SortedMap<String, SortedMap<String, SortedMap<String, Integer>>> rows =
      new TreeMap<>();

  private Spec(SeriesMatrix matrix, List<String> by) {
    this.matrix = matrix;
    this.by = List.copyOf(by);
  }

  /**
   * The places of a matrix's series.
   *
   * @param by labels that tell series apart, beside job, instance and the metric's name
   * @throws CollidingSeriesException if two series have the same place
   */
  public static Spec of(SeriesMatrix matrix, List<String> by) {
    Spec spec = new Spec(matrix, by);
    TreeSet<String> differing = new TreeSet<>();
    @Nullable Integer collided = null;
    for (int row = 0; row < matrix.rows(); row++) {
      Integer other = spec.put(row);
      if (other != null) {
        differing.addAll(differing(matrix.labels(row), matrix.labels(other)));
        collided = collided == null ? row : collided;
      }
    }
    if (collided != null) {
      throw spec.collision(matrix.labels(collided), List.copyOf(differing));
    }
    return spec;
  }

  private @Nullable Integer put(int row) {
    Labels labels = matrix.labels(row);
    return rows.computeIfAbsent(labels.value(JOB).orElse(""), job -> new TreeMap<>())
        .computeIfAbsent(labels.value(INSTANCE).orElse(""), instance -> new TreeMap<>())
        .putIfAbsent(metric(labels), row);
  }

  private String metric(Labels series) {
    SortedMap<String, String> kept = new TreeMap<>();
    kept.put(Labels.METRIC_NAME, series.metricName());
    by.forEach(label -> kept.put(label, series.value(label).orElse("")));
    Labels labels = Labels.of(kept);
    return labels.size() == 0 ? "" : labels.toString();
  }

  private static Set<String> differing(Labels one, Labels other) {
    TreeSet<String> differing = new TreeSet<>();
    one.forEach((name, value) -> differing.add(name));
    other.forEach((name, value) -> differing.add(name));
    differing.removeIf(name -> one.value(name).equals(other.value(name)));
    return differing;
  }

  private CollidingSeriesException collision(Labels series, List<String> differing) {
    TreeSet<String> enough = new TreeSet<>(by);
    enough.addAll(differing);
    return new CollidingSeriesException(
        "%s is not the only series of job \"%s\", instance \"%s\" and metric \"%s\", expected one; "
                .formatted(
                    series,
                    series.value(JOB).orElse(""),
                    series.value(INSTANCE).orElse(""),
                    metric(series))
            + "series differ in the labels %s: tell them apart by \"by\": [\"%s\"], or aggregate"
                .formatted(differing, String.join("\", \"", enough))
            + " in the query",
        differing);
  }

  /**
   * The row of a series.
   *
   * @throws IllegalArgumentException if there is none at this place
   */
  public int row(String job, String instance, String metric) {
    SortedMap<String, SortedMap<String, Integer>> instances =
        rows.getOrDefault(job, Collections.emptySortedMap());
    Integer row = instances.getOrDefault(instance, Collections.emptySortedMap()).get(metric);
    if (row == null) {
      throw new IllegalArgumentException(
          "no series of job \"%s\", instance \"%s\" and metric \"%s\", expected one of metrics()"
              .formatted(job, instance, metric));
    }
    return row;
  }

  /** The metrics: job → instance → names, all ascending; {@code element_spec}. */
  public SortedMap<String, SortedMap<String, List<String>>> metrics() {
    return mapped(rows, jobs -> mapped(jobs, metrics -> List.copyOf(metrics.keySet())));
  }

  /** What {@code value} gives for each row: job → instance → metric, all ascending. */
  public <T> SortedMap<String, SortedMap<String, SortedMap<String, T>>> values(
      IntFunction<? extends T> value) {
    return mapped(rows, jobs -> mapped(jobs, metrics -> mapped(metrics, value::apply)));
  }

  private static <A, B> SortedMap<String, B> mapped(
      Map<String, A> map, Function<? super A, ? extends B> change) {
    SortedMap<String, B> mapped = new TreeMap<>();
    map.forEach((name, value) -> mapped.put(name, change.apply(value)));
    return Collections.unmodifiableSortedMap(mapped);
  }
}
