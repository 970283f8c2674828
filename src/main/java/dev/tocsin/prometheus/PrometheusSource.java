package dev.tocsin.prometheus;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.SourceException;
import java.net.URI;

/**
 * A Prometheus server as a source of series. Thread-safe.
 *
 * <p>Making one connects to nothing. Connections are kept between reads and closed some time after
 * the last one.
 */
public final class PrometheusSource implements SeriesSource {
  private final PrometheusEndpoint endpoint;
  private final QueryRangeReader queryRange;

  /** The source that is this server. */
  public PrometheusSource(PrometheusEndpoint endpoint) {
    this.endpoint = endpoint;
    PrometheusHttp http = new PrometheusHttp(endpoint.limits());
    this.queryRange = new QueryRangeReader(http, endpoint.limits());
  }

  @Override
  public SeriesRead read(RangeQuery query) {
    URI uri = endpoint.resolve(QueryRangeReader.PATH);
    try {
      return queryRange.read(uri, query, Deadline.in(endpoint.deadline()));
    } catch (SourceException e) {
      throw Faults.at(uri, e);
    }
  }
}
