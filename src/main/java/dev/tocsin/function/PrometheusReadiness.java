package dev.tocsin.function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Ready means that Prometheus can be reached: without it there is nothing to score. */
@Readiness
@ApplicationScoped
class PrometheusReadiness implements HealthCheck {
  /** Less than the second that Kubernetes gives a probe by default. */
  private static final Duration TIMEOUT = Duration.ofMillis(800);

  private final URI url;
  private final PrometheusStatus status;

  PrometheusReadiness(TocsinConfig config) {
    this.url = config.prometheus().url();
    this.status =
        RestClientBuilder.newBuilder()
            .baseUri(url)
            .connectTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .build(PrometheusStatus.class);
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder check =
        HealthCheckResponse.named("prometheus").withData("host", url.getHost());
    try {
      return check.withData("version", status.buildInfo().data().version()).up().build();
    } catch (WebApplicationException e) {
      return check.withData("answered", e.getResponse().getStatus()).down().build();
    } catch (ProcessingException e) {
      return check.withData("failed", String.valueOf(e.getMessage())).down().build();
    }
  }
}
