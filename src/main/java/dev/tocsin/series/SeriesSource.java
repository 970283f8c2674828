package dev.tocsin.series;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

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

  /**
   * Splits an expression into several, each of which yields a share of its series on the grid: the
   * same ones with the same samples, each in exactly one share.
   *
   * @param count how many shares there should be, at most
   * @return the expression alone where this source cannot split it; then {@link Shard} can share
   *     out the answer
   * @throws SourceException if the source has to be asked, and cannot be
   */
  default List<String> split(RangeQuery query, int count) {
    return List.of(query.expression());
  }

  /**
   * An expression that yields these of the series that another yields, and not many others, where
   * this source can say so in a few thousand characters; else that other expression.
   *
   * @param series at least one, with the labels it was read with
   */
  default String narrowed(String expression, Collection<Labels> series) {
    return expression;
  }

  /**
   * Which series a share has that {@link #split} made, told by their labels: also those that have
   * no samples now. Asked only of series that the expression itself yields.
   */
  default Predicate<Labels> selectedBy(String share) {
    return series -> true;
  }
}
