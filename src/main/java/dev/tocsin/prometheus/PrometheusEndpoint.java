package dev.tocsin.prometheus;

import dev.tocsin.http.Access;
import dev.tocsin.http.ServerUri;
import java.net.URI;
import java.time.Duration;

/**
 * A Prometheus server, and how it is read.
 *
 * @param uri scheme, host, port and path prefix; the API's paths are put behind the prefix
 * @param limits how much one read may bring
 * @param deadline how long one read may take, from connecting to the last byte
 * @param protocol by which of its APIs
 * @param access credentials, tenant and TLS
 */
public record PrometheusEndpoint(
    URI uri, ReadLimits limits, Duration deadline, ReadProtocol protocol, Access access) {
  /** Prometheus's own default bound on a query is two minutes, after which it gives up. */
  private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the URI is not an http or https URL of a server alone, or
   *     the deadline is not positive
   */
  public PrometheusEndpoint {
    ServerUri.check(uri, "Prometheus", "http://localhost:9090");
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException(
          "deadline is " + deadline + ", expected a positive duration such as PT30S");
    }
  }

  /** The server at {@code uri}, with the default bounds and two minutes for a read. */
  public static PrometheusEndpoint at(URI uri) {
    return new PrometheusEndpoint(
        uri, ReadLimits.defaults(), DEFAULT_DEADLINE, ReadProtocol.AUTO, Access.open());
  }

  /** This server with other bounds. */
  public PrometheusEndpoint withLimits(ReadLimits other) {
    return new PrometheusEndpoint(uri, other, deadline, protocol, access);
  }

  /** This server with another deadline. */
  public PrometheusEndpoint withDeadline(Duration other) {
    return new PrometheusEndpoint(uri, limits, other, protocol, access);
  }

  /** This server read by another API. */
  public PrometheusEndpoint withProtocol(ReadProtocol other) {
    return new PrometheusEndpoint(uri, limits, deadline, other, access);
  }

  /** This server with another way to be asked. */
  public PrometheusEndpoint withAccess(Access other) {
    return new PrometheusEndpoint(uri, limits, deadline, protocol, other);
  }

  /** The URL of an API path such as {@code /api/v1/query_range}, behind the prefix. */
  URI resolve(String apiPath) {
    return ServerUri.resolve(uri, apiPath);
  }
}
