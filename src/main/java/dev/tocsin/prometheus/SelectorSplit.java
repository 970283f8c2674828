package dev.tocsin.prometheus;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.selector.LabelCounts;
import dev.tocsin.prometheus.selector.SelectorShards;
import dev.tocsin.prometheus.selector.SelectorText;
import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.series.TimeGrid;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/**
 * Splits selectors by the series a server has.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/querying/api/#finding-series-by-label-matchers">
 *     Finding series</a>
 */
final class SelectorSplit {
  static final String PATH = "/api/v1/series";

  private final PrometheusHttp http;

  SelectorSplit(PrometheusHttp http) {
    this.http = http;
  }

  /**
   * Selectors that each select a share of what one selects.
   *
   * @param grid when the series are wanted
   * @return at most {@code count}; the selector alone if it cannot be split, or the server does not
   *     tell
   */
  List<List<LabelMatcher>> split(
      List<LabelMatcher> selector, TimeGrid grid, int count, Deadline deadline) {
    return http.exchange(request(selector, grid, deadline), deadline, SelectorSplit::counts)
        .map(counts -> SelectorShards.of(selector, counts, count))
        .orElse(List.of(selector));
  }

  private HttpRequest request(List<LabelMatcher> selector, TimeGrid grid, Deadline deadline) {
    return new Form()
        .field("match[]", SelectorText.of(selector))
        .time("start", grid.startMillis() - ServerTraits.USUAL.maxAgeMillis())
        .time("end", grid.endMillis())
        .postedBy(http.request(PATH, deadline));
  }

  private static Optional<LabelCounts> counts(Answer answer) {
    try {
      return answer.isOk() ? Optional.of(LabelCounts.read(answer.body())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not what it should be: then the server does not tell
    }
  }
}
