package dev.tocsin.function.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics}: the text format of Prometheus, or OpenMetrics where that is accepted. */
@ApplicationScoped
final class MetricsPage {
  private final Metrics metrics;

  MetricsPage(Metrics metrics) {
    this.metrics = metrics;
  }

  void register(@Observes Router router) {
    router.get("/metrics").handler(this::answer);
  }

  private void answer(RoutingContext call) {
    ExpositionFormatWriter writer = writer(call.request().getHeader("Accept"));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, metrics.snapshot());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    call.response()
        .putHeader("Content-Type", writer.getContentType())
        .end(Buffer.buffer(text.toByteArray()));
  }

  private static ExpositionFormatWriter writer(@Nullable String accepted) {
    ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
    return openMetrics.accepts(accepted) ? openMetrics : PrometheusTextFormatWriter.create();
  }
}
