package dev.tocsin.function.wiring;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Endpoints;
import dev.tocsin.function.metrics.MeteredSource;
import dev.tocsin.function.metrics.Metrics;
import dev.tocsin.http.Access;
import dev.tocsin.http.Credentials;
import dev.tocsin.http.Secret;
import dev.tocsin.http.TlsFiles;
import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.prometheus.ReadLimits;
import dev.tocsin.series.SeriesSource;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the source of series from {@code tocsin.prometheus.*}. */
@Singleton
class PrometheusWiring {
  private static final String PREFIX = "tocsin.prometheus.";

  @Produces
  @Singleton
  SeriesSource source(TocsinConfig config, Metrics metrics) {
    return new MeteredSource(new PrometheusSource(endpoint(config.prometheus())), metrics);
  }

  /** The same server, of which a dataset reads no more than it may answer. */
  @Produces
  @Singleton
  @Startup
  Endpoints endpoints(TocsinConfig config, Metrics metrics) {
    PrometheusEndpoint endpoint = endpoint(config.prometheus());
    long most = Math.min(config.dataset().maxPoints(), endpoint.limits().maxSamples());
    if (most < 1) {
      String property = "tocsin.dataset.max-points";
      throw new ConfigurationException(
          property + ": " + most + " points, expected at least 1", Set.of(property));
    }
    return new Endpoints(
        endpoint.uri(),
        new MeteredSource(
            new PrometheusSource(endpoint.withLimits(endpoint.limits().withMaxSamples(most))),
            metrics));
  }

  private static PrometheusEndpoint endpoint(TocsinConfig.Prometheus prometheus) {
    PrometheusEndpoint server = checked("url", () -> PrometheusEndpoint.at(prometheus.url()));
    PrometheusEndpoint patient =
        checked("timeout", () -> server.withDeadline(prometheus.timeout()));
    return patient
        .withLimits(limits(prometheus))
        .withProtocol(prometheus.protocol())
        .withAccess(access(prometheus));
  }

  private static ReadLimits limits(TocsinConfig.Prometheus prometheus) {
    ReadLimits series =
        checked("max-series", () -> ReadLimits.defaults().withMaxSeries(prometheus.maxSeries()));
    ReadLimits samples =
        checked("max-samples", () -> series.withMaxSamples(prometheus.maxSamples()));
    ReadLimits wire =
        checked("max-wire-bytes", () -> samples.withMaxWireBytes(prometheus.maxWireBytes()));
    return checked("max-body-bytes", () -> wire.withMaxBodyBytes(prometheus.maxBodyBytes()));
  }

  private static Access access(TocsinConfig.Prometheus prometheus) {
    Access access = Access.open().withCredentials(credentials(prometheus)).withTls(tls(prometheus));
    for (Map.Entry<String, String> header : prometheus.headers().entrySet()) {
      Access before = access;
      access =
          checked(
              "headers." + header.getKey(),
              () -> before.withHeader(header.getKey(), Secret.of(header.getValue())));
    }
    return access;
  }

  private static Credentials credentials(TocsinConfig.Prometheus prometheus) {
    TocsinConfig.Basic basic = prometheus.basic();
    Optional<Secret> password = secret("basic.password", basic.password(), basic.passwordFile());
    Optional<Secret> token =
        secret("bearer.token", prometheus.bearer().token(), prometheus.bearer().tokenFile());
    if (basic.user().isPresent() != password.isPresent()) {
      throw wrong("basic", "user and password (or password-file) are both needed, one is set");
    }
    if (token.isPresent() && password.isPresent()) {
      throw wrong("bearer", "a token and a password are set, expected one of them");
    }
    if (password.isPresent()) {
      return checked(
          "basic.user", () -> Credentials.basic(basic.user().orElseThrow(), password.get()));
    }
    return token.map(Credentials::bearer).orElseGet(Credentials::none);
  }

  private static Optional<Secret> secret(
      String property, Optional<String> text, Optional<Path> file) {
    if (text.isPresent() && file.isPresent()) {
      throw wrong(property, "a value and a file are set, expected one of them");
    }
    return text.map(value -> checked(property, () -> Secret.of(value)))
        .or(() -> file.map(Secret::inFile));
  }

  private static TlsFiles tls(TocsinConfig.Prometheus prometheus) {
    TocsinConfig.Tls tls = prometheus.tls();
    TlsFiles files = tls.ca().map(TlsFiles.platform()::withAuthorities).orElse(TlsFiles.platform());
    if (tls.certificate().isPresent() != tls.key().isPresent()) {
      throw wrong("tls", "certificate and key are both needed, one is set");
    }
    return tls.certificate().isPresent()
        ? files.withClientCertificate(tls.certificate().get(), tls.key().orElseThrow())
        : files;
  }

  private static <T> T checked(String property, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw wrong(property, String.valueOf(e.getMessage()));
    }
  }

  private static ConfigurationException wrong(String property, String why) {
    return new ConfigurationException(PREFIX + property + ": " + why, Set.of(PREFIX + property));
  }
}
