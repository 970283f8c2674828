package dev.tocsin.function.emit;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.http.Access;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.event.EventReceiver;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where Tocsin's own events go, if anywhere: what a SinkBinding sets, or configuration. */
@Startup
@Singleton
public final class EventSink {
  private static final String PROPERTIES = "tocsin.events.";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Optional<EventSender> sender;

  public EventSink(TocsinConfig config, InstantSource clock) {
    Map<String, String> extensions = EventOverrides.extensions(config.events());
    this.sender = config.events().sink().map(sink -> sender(sink, extensions, clock));
  }

  /** What sends there; none if no sink is configured. */
  public Optional<EventSender> sender() {
    return sender;
  }

  private static EventSender sender(URI sink, Map<String, String> extensions, InstantSource clock) {
    try {
      Receiver receiver = new Receiver(sink, Access.open(), TIMEOUT, clock);
      return new EventSender(new EventReceiver(receiver, extensions));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          PROPERTIES + "*: " + e.getMessage(), e, Set.of(PROPERTIES + "sink"));
    }
  }
}
