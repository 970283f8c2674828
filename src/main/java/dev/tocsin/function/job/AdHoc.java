package dev.tocsin.function.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that a request brings along, as text; what is left out gets its default.
 *
 * @param query PromQL
 * @param step the distance of two samples
 * @param window the range to answer
 * @param history the range to train on
 * @param season the rhythm of the series
 * @param groupBy by which labels series are judged jointly; none where each is by itself
 */
public record AdHoc(
    String query,
    @Nullable String step,
    @Nullable String window,
    @Nullable String history,
    @Nullable String season,
    List<String> groupBy) {
  /** Copies the list. */
  public AdHoc {
    groupBy = List.copyOf(groupBy);
  }
}
