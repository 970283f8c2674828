package dev.tocsin.function.wiring;

import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.dataset.Endpoints;
import dev.tocsin.function.metrics.MeteredSource;
import dev.tocsin.function.metrics.Metrics;
import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.prometheus.ReadLimits;
import dev.tocsin.series.SeriesSource;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;

/** Makes the source of series from {@code tocsin.prometheus.*}. */
@Singleton
class PrometheusWiring {
  static final PropertyGroup GROUP = new PropertyGroup("tocsin.prometheus.");

  @Produces
  @Singleton
  SeriesSource source(TocsinConfig config, Metrics metrics) {
    return new MeteredSource(source(endpoint(config)), metrics);
  }

  /** The same server, of which a dataset reads no more than it may answer. */
  @Produces
  @Singleton
  @Startup
  Endpoints endpoints(TocsinConfig config, Metrics metrics) {
    PrometheusEndpoint endpoint = endpoint(config);
    long most = Math.min(config.dataset().maxPoints(), endpoint.limits().maxSamples());
    if (most < 1) {
      throw new PropertyGroup("tocsin.dataset.")
          .wrong("max-points", most + " points, expected at least 1");
    }
    return new Endpoints(
        endpoint.uri(),
        new MeteredSource(
            source(endpoint.withLimits(endpoint.limits().withMaxSamples(most))), metrics));
  }

  private static PrometheusSource source(PrometheusEndpoint endpoint) {
    return GROUP.checked("url", () -> new PrometheusSource(endpoint));
  }

  private static PrometheusEndpoint endpoint(TocsinConfig config) {
    TocsinConfig.Prometheus prometheus = config.prometheus();
    URI url = GROUP.url("url", prometheus.url());
    PrometheusEndpoint server = GROUP.checked("url", () -> PrometheusEndpoint.at(url));
    PrometheusEndpoint patient =
        GROUP.checked("timeout", () -> server.withDeadline(prometheus.timeout()));
    return patient
        .withLimits(limits(prometheus))
        .withProtocol(prometheus.protocol())
        .withAccess(new AccessWiring(GROUP, AccessWiring.addresses(config)).access(prometheus));
  }

  static ReadLimits limits(TocsinConfig.Prometheus prometheus) {
    ReadLimits series =
        GROUP.checked(
            "max-series", () -> ReadLimits.defaults().withMaxSeries(prometheus.maxSeries()));
    long most = prometheus.maxSamples().orElse(series.maxSamples());
    ReadLimits samples = GROUP.checked("max-samples", () -> series.withMaxSamples(most));
    ReadLimits wire =
        GROUP.checked("max-wire-bytes", () -> samples.withMaxWireBytes(prometheus.maxWireBytes()));
    return GROUP.checked("max-body-bytes", () -> wire.withMaxBodyBytes(prometheus.maxBodyBytes()));
  }
}
