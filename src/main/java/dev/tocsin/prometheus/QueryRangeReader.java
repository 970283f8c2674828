package dev.tocsin.prometheus;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.selector.SelectorParser;
import dev.tocsin.prometheus.selector.SelectorText;
import dev.tocsin.prometheus.wire.MatrixWriter;
import dev.tocsin.prometheus.wire.QueryRangeDecoder;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * Reads any expression by POST to {@code /api/v1/query_range}, long grids in parts.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries">Range
 *     queries</a>
 */
final class QueryRangeReader {
  static final String PROTOCOL = "query_range";
  static final String PATH = "/api/v1/query_range";

  /**
   * Prometheus holds a whole answer in memory before it sends a byte, refuses more than 50 million
   * samples only after having evaluated so many, and more than 11,000 times in any case. So many
   * times let it answer for 20,000 series at once.
   */
  private static final int MAX_STEPS = 2_400;

  /** A sample counts once for each time, so that fewer times always help, while there are some. */
  private static final int FEW_STEPS = 1;

  private final PrometheusHttp http;
  private final ReadLimits limits;
  private final SelectorSplit split;

  QueryRangeReader(PrometheusHttp http, ReadLimits limits) {
    this.http = http;
    this.limits = limits;
    this.split = new SelectorSplit(http);
  }

  /** Asks for the series of a query. */
  SeriesRead read(RangeQuery query, Deadline deadline) {
    TimeGrid grid = query.grid();
    MatrixWriter writer = limits.writer(grid);
    Parts<String> parts =
        new Parts<>(
            MAX_STEPS,
            FEW_STEPS,
            (expression, from, to) -> {
              HttpRequest request = request(expression, writer.beginPart(from, to), deadline);
              return http.exchange(request, deadline, answer -> decode(answer, writer));
            },
            (expression, from, to, count) ->
                split(expression, grid.slice(from, to), count, deadline));
    return writer.result(PROTOCOL, parts.read(query.expression(), grid.count()));
  }

  /** Splits a plain selector; of any other expression nobody knows which series it is made of. */
  private List<String> split(String expression, TimeGrid grid, int count, Deadline deadline) {
    return SelectorParser.parse(expression).stream()
        .flatMap(selector -> split.split(selector, grid, count, deadline).stream())
        .map(SelectorText::of)
        .toList();
  }

  private static long decode(Answer answer, MatrixWriter writer) throws IOException {
    if (!answer.isOk()) {
      Refusal refusal = answer.refusal();
      throw refusal.isTooManySamples()
          ? new Parts.TooManySamplesException(refusal)
          : refusal.asException();
    }
    QueryRangeDecoder.decode(answer.body(), writer);
    return answer.received();
  }

  private HttpRequest request(String expression, TimeGrid grid, Deadline deadline) {
    return new Form()
        .field("query", expression)
        .time("start", grid.startMillis())
        .time("end", grid.endMillis())
        .field("step", step(grid.stepMillis()))
        // Nobody waits for an evaluation that takes longer.
        .field("timeout", Math.max(1, deadline.remaining().toMillis()) + "ms")
        .postedBy(http.request(PATH, deadline));
  }

  /** Prometheus truncates a step in fractional seconds to a nanosecond below the millisecond. */
  private static String step(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "ms";
  }
}
