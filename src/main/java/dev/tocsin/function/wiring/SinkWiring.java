package dev.tocsin.function.wiring;

import dev.tocsin.function.config.Interval;
import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.SinkConfig;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.metrics.Metrics;
import dev.tocsin.function.push.Pushing;
import dev.tocsin.push.delivery.Channel;
import dev.tocsin.push.delivery.DeliveryRules;
import dev.tocsin.push.delivery.Sink;
import dev.tocsin.push.spool.MemoryQueue;
import dev.tocsin.push.spool.ParcelQueue;
import dev.tocsin.push.spool.SpoolException;
import dev.tocsin.push.spool.SpoolQueue;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Makes and starts the sinks from {@code tocsin.sinks.*}. */
@Singleton
class SinkWiring {
  private static final Duration LEAST_INTERVAL = Duration.ofMinutes(1);

  /** Made at the start, so that what waits from before is sent, and a wrong value is told then. */
  @Produces
  @Singleton
  @Startup
  Pushing pushing(TocsinConfig config, InstantSource clock, Metrics metrics) {
    SinkChannels.Surroundings around =
        new SinkChannels.Surroundings(
            PrometheusWiring.GROUP.url("url", config.prometheus().url()),
            EventWiring.url(config.events()),
            EventOverrides.extensions(config.events()),
            AccessWiring.addresses(config));
    Map<String, Pushing.Outlet> outlets = new TreeMap<>();
    config
        .sinks()
        .forEach((name, sinkConfig) -> outlets.put(name, outlet(name, sinkConfig, clock, around)));
    Map<String, Pushing.Route> routes = new TreeMap<>();
    config
        .jobs()
        .forEach((name, job) -> route(name, job, outlets).ifPresent(r -> routes.put(name, r)));
    outlets.values().forEach(outlet -> outlet.sink().start());
    Pushing pushing = new Pushing(List.copyOf(outlets.values()), routes);
    metrics.watch(pushing::status);
    return pushing;
  }

  void drain(@Disposes Pushing pushing) {
    pushing.drain();
  }

  private static Pushing.Outlet outlet(
      String name, SinkConfig config, InstantSource clock, SinkChannels.Surroundings around) {
    PropertyGroup group = new PropertyGroup("tocsin.sinks." + name + ".");
    DeliveryRules rules =
        group.checked("timeout", () -> DeliveryRules.standard().withTimeout(config.timeout()));
    DeliveryRules patient = group.checked("max-age", () -> rules.withMaxAge(config.maxAge()));
    if (config.queueBytes() < 1) {
      throw group.wrong("queue-bytes", config.queueBytes() + " bytes, expected at least 1");
    }
    Channel channel = new SinkChannels(group, config, clock, around).channel();
    ParcelQueue queue = queue(group, config);
    return new Pushing.Outlet(
        new Sink(name, channel, queue, patient, clock, new Random()), config.flush());
  }

  private static ParcelQueue queue(PropertyGroup group, SinkConfig config) {
    if (config.spool().isEmpty()) {
      return new MemoryQueue(config.queueBytes());
    }
    try {
      return SpoolQueue.in(config.spool().get(), config.queueBytes());
    } catch (SpoolException e) {
      throw group.wrong("spool", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Pushing.Route> route(
      String name, TocsinConfig.Job job, Map<String, Pushing.Outlet> outlets) {
    PropertyGroup group = new PropertyGroup("tocsin.jobs." + name + ".");
    List<Pushing.Outlet> chosen = new ArrayList<>();
    for (String sink : job.sinks().orElse(List.of())) {
      Pushing.Outlet outlet = outlets.get(sink);
      if (outlet == null) {
        throw group.wrong(
            "sinks", "\"" + sink + "\" is no sink, expected one of " + outlets.keySet());
      }
      chosen.add(outlet);
    }
    return chosen.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pushing.Route(chosen, interval(group, job)));
  }

  /** How often a job is scored: an alert is over when four such times have not repeated it. */
  static Duration interval(PropertyGroup group, TocsinConfig.Job job) {
    if (job.interval().isPresent() && job.interval().get().isZero()) {
      throw group.wrong(
          "interval", "0s, at which an alert would end as it begins, expected 1s or more");
    }
    Optional<Duration> scheduled =
        Interval.parse(group.prefix() + "schedule.score", job.schedule().score());
    return job.interval()
        .orElseGet(
            () ->
                Collections.max(List.of(job.step(), scheduled.orElse(job.step()), LEAST_INTERVAL)));
  }
}
