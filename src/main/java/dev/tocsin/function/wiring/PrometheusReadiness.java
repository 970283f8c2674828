package dev.tocsin.function.wiring;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.TimeGrid;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that Prometheus answers a query, asked as every score asks: without that there is
 * nothing to score.
 */
@Readiness
@ApplicationScoped
class PrometheusReadiness implements HealthCheck {
  /** Matches no series: the cheapest question that takes the way of all others. */
  private static final String CHEAPEST_QUERY = "up{job=\"tocsin-readiness\"}";

  private final SeriesSource source;
  private final InstantSource clock;

  PrometheusReadiness(SeriesSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder check = HealthCheckResponse.named("prometheus");
    TimeGrid now = TimeGrid.endingAt(clock.instant(), Duration.ofSeconds(1), 1);
    try {
      source.read(new RangeQuery(CHEAPEST_QUERY, now));
      return check.up().build();
    } catch (SourceException e) {
      return check.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
  }
}
