package dev.tocsin.series;

/** Where series come from: a Prometheus server, a recording, or samples given inline. */
@FunctionalInterface
public interface SeriesSource {
  /**
   * Reads the series an expression yields on a grid. Blocks; thread-safe.
   *
   * @throws SourceException if the source cannot be reached, refuses, or answers with something
   *     that is not understood; a partial answer is never returned
   */
  SeriesRead read(RangeQuery query);
}
