package dev.tocsin.function.wiring;

import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.emit.EventSender;
import dev.tocsin.function.emit.EventSink;
import dev.tocsin.http.Access;
import dev.tocsin.http.ServerUri;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.event.EventReceiver;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes the sink of Tocsin's own events from {@code tocsin.events.*}. */
@Singleton
class EventWiring {
  static final PropertyGroup GROUP = new PropertyGroup("tocsin.events.");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Produces
  @Singleton
  @Startup
  EventSink sink(TocsinConfig config, InstantSource clock) {
    Map<String, String> extensions = EventOverrides.extensions(config.events());
    Access access = Access.open().withAddresses(AccessWiring.addresses(config));
    return new EventSink(url(config.events()).map(sink -> sender(sink, access, extensions, clock)));
  }

  /** Where a Knative SinkBinding, or configuration, wants events to go. */
  static Optional<URI> url(TocsinConfig.Events config) {
    return config.sink().map(sink -> GROUP.url("sink", sink));
  }

  private static EventSender sender(
      URI sink, Access access, Map<String, String> extensions, InstantSource clock) {
    Receiver receiver =
        GROUP.checked(
            "sink",
            () -> {
              ServerUri.check(
                  sink, "sink for events", "http://broker-ingress.knative-eventing.svc/default");
              return new Receiver(sink, access, TIMEOUT, clock);
            });
    return new EventSender(
        GROUP.checked("overrides", () -> new EventReceiver(receiver, extensions)));
  }
}
