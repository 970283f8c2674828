package dev.tocsin.function.metrics;

import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.push.delivery.SinkStatus;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the sinks count, told when somebody asks. */
final class SinkMetrics {
  private static final String SINK = "sink";

  private final PrometheusRegistry registry;
  private final Supplier<List<SinkStatus>> sinks;

  SinkMetrics(PrometheusRegistry registry, Supplier<List<SinkStatus>> sinks) {
    this.registry = registry;
    this.sinks = sinks;
  }

  void register() {
    counter("tocsin_sink_sent_total", "Samples, alerts or reports sent.", SinkStatus::sent);
    counter(
        "tocsin_sink_retried_total",
        "Requests that failed in a way that may pass.",
        SinkStatus::retried);
    CounterWithCallback.builder()
        .name("tocsin_sink_dropped_total")
        .help("Samples, alerts or reports that were not sent, and why.")
        .labelNames(SINK, "reason")
        .callback(this::drops)
        .register(registry);
    GaugeWithCallback.builder()
        .name("tocsin_sink_waiting_parcels")
        .help("Requests that wait to be sent.")
        .labelNames(SINK)
        .callback(to -> sinks.get().forEach(sink -> to.call(sink.waiting(), sink.name())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tocsin_sink_waiting_bytes")
        .help("The size of what waits to be sent.")
        .unit(Unit.BYTES)
        .labelNames(SINK)
        .callback(
            to -> sinks.get().forEach(sink -> to.call((double) sink.waitingBytes(), sink.name())))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<SinkStatus> count) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(SINK)
        .callback(
            to -> sinks.get().forEach(sink -> to.call(count.applyAsDouble(sink), sink.name())))
        .register(registry);
  }

  /** All reasons from the start, so that the first drop is an increase. */
  private void drops(CounterWithCallback.Callback to) {
    for (SinkStatus sink : sinks.get()) {
      for (DropReason reason : DropReason.values()) {
        to.call((double) dropped(sink, reason), sink.name(), reason.text());
      }
    }
  }

  private static long dropped(SinkStatus sink, DropReason reason) {
    return sink.drops().counts().getOrDefault(reason, 0L);
  }
}
