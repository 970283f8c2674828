package dev.tocsin.prometheus;

import dev.tocsin.prometheus.wire.MatrixWriter;
import dev.tocsin.prometheus.wire.QueryRangeDecoder;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads any expression by POST to {@code /api/v1/query_range}.
 *
 * <p>Prometheus evaluates at most 11,000 times per series and request, so that longer grids are
 * asked for in parts.
 */
final class QueryRangeReader {
  static final String PROTOCOL = "query_range";
  static final String PATH = "/api/v1/query_range";

  /** Prometheus refuses more "points per timeseries" (web/api/v1/api.go). */
  private static final int MAX_STEPS = 11_000;

  private final PrometheusHttp http;
  private final ReadLimits limits;

  QueryRangeReader(PrometheusHttp http, ReadLimits limits) {
    this.http = http;
    this.limits = limits;
  }

  /** Asks {@code uri} for the series of a query. */
  SeriesRead read(URI uri, RangeQuery query, Deadline deadline) {
    TimeGrid grid = query.grid();
    MatrixWriter writer = new MatrixWriter(grid, limits.maxSeries(), limits.maxSamples());
    long bytes = 0;
    for (int from = 0; from < grid.count(); from += MAX_STEPS) {
      TimeGrid part = writer.beginPart(from, Math.min(grid.count(), from + MAX_STEPS));
      Map<String, String> form = form(query.expression(), part, deadline.remaining());
      bytes += http.post(uri, form, deadline, body -> QueryRangeDecoder.decode(body, writer));
    }
    return writer.result(PROTOCOL, bytes);
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
