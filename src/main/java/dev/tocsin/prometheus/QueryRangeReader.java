package dev.tocsin.prometheus;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.wire.MatrixWriter;
import dev.tocsin.prometheus.wire.QueryRangeDecoder;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

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

  private final PrometheusHttp http;
  private final ReadLimits limits;

  QueryRangeReader(PrometheusHttp http, ReadLimits limits) {
    this.http = http;
    this.limits = limits;
  }

  /** Asks for the series of a query. */
  SeriesRead read(RangeQuery query, Deadline deadline) {
    MatrixWriter writer = limits.writer(query.grid());
    Parts.PartReader reader =
        (from, to) -> {
          TimeGrid part = writer.beginPart(from, to);
          HttpRequest request = request(query.expression(), part, deadline);
          return http.exchange(request, deadline, answer -> decode(answer, writer));
        };
    return writer.result(PROTOCOL, Parts.read(query.grid().count(), MAX_STEPS, reader));
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
    return http.request(PATH, deadline)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                encoded(form(expression, grid, deadline.remaining()))))
        .build();
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> form(String expression, TimeGrid grid, Duration remaining) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("query", expression);
    form.put("start", seconds(grid.startMillis()));
    form.put("end", seconds(grid.endMillis()));
    form.put("step", step(grid.stepMillis()));
    // Nobody waits for an evaluation that takes longer.
    form.put("timeout", Math.max(1, remaining.toMillis()) + "ms");
    return form;
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  /** Prometheus truncates a step in fractional seconds to a nanosecond below the millisecond. */
  private static String step(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "ms";
  }
}
