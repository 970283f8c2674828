package dev.tocsin.function.wiring;

import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.SinkConfig;
import dev.tocsin.http.Access;
import dev.tocsin.http.AddressRule;
import dev.tocsin.http.ServerUri;
import dev.tocsin.push.alert.AlertNaming;
import dev.tocsin.push.alert.Alertmanager;
import dev.tocsin.push.delivery.Channel;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.event.CloudEvents;
import dev.tocsin.push.event.EventReceiver;
import dev.tocsin.push.event.Webhook;
import dev.tocsin.push.series.Pushgateway;
import dev.tocsin.push.series.RemoteWrite;
import dev.tocsin.push.series.SeriesNaming;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the channel of one sink from {@code tocsin.sinks.<name>.*}. */
final class SinkChannels {
  private final PropertyGroup group;
  private final SinkConfig config;
  private final InstantSource clock;
  private final AccessWiring accesses;
  private final Surroundings around;

  SinkChannels(PropertyGroup group, SinkConfig config, InstantSource clock, Surroundings around) {
    this.group = group;
    this.config = config;
    this.clock = clock;
    this.around = around;
    this.accesses = new AccessWiring(group, around.addresses());
  }

  /**
   * What all sinks have around them.
   *
   * @param prometheus whose series are scored
   * @param sink where a Knative SinkBinding wants events to go
   * @param extensions the attributes it wants them to have
   * @param addresses where no receiver may be
   */
  record Surroundings(
      URI prometheus, Optional<URI> sink, Map<String, String> extensions, AddressRule addresses) {}

  Channel channel() {
    return switch (config.kind()) {
      case REMOTE_WRITE -> new RemoteWrite(receiver(), naming());
      case PUSHGATEWAY -> new Pushgateway(receiver(), naming());
      case ALERTMANAGER -> new Alertmanager(receivers(urls()), alertNaming());
      case WEBHOOK ->
          new Webhook(
              receiver(),
              group.secret("signature.key", config.signature().key(), config.signature().keyFile()),
              config.on());
      case CLOUDEVENTS -> cloudEvents();
    };
  }

  private CloudEvents cloudEvents() {
    Receiver receiver =
        config.url().isEmpty() && around.sink().isPresent()
            ? receivers(List.of(around.sink().get())).get(0)
            : receiver();
    return group.checked(
        "kind",
        () -> new CloudEvents(new EventReceiver(receiver, around.extensions()), config.on()));
  }

  private List<URI> urls() {
    return config
        .url()
        .filter(urls -> !urls.isEmpty())
        .orElseThrow(() -> group.wrong("url", "not set, expected where the receiver listens"))
        .stream()
        .map(url -> group.url("url", url))
        .toList();
  }

  private Receiver receiver() {
    if (urls().size() > 1) {
      throw group.wrong(
          "url", urls().size() + " URLs, expected one; only Alertmanagers come in clusters");
    }
    return receivers(urls()).get(0);
  }

  private List<Receiver> receivers(List<URI> urls) {
    Access access = accesses.access(config);
    return group.checked(
        "url",
        () ->
            urls.stream().map(url -> new Receiver(url, access, config.timeout(), clock)).toList());
  }

  private SeriesNaming naming() {
    SinkConfig.Series series = config.series();
    return group.checked(
        "series",
        () -> new SeriesNaming(series.prefix().orElse(""), series.values(), series.labels()));
  }

  private AlertNaming alertNaming() {
    SinkConfig.Alert alert = config.alert();
    URI prometheus = alert.prometheusUrl().map(this::graphUrl).orElse(around.prometheus());
    return group.checked(
        "alert", () -> new AlertNaming(alert.name(), alert.severity(), prometheus));
  }

  /** Everybody who is told of an alert sees it: it must not have a password. */
  private URI graphUrl(String text) {
    String property = "alert.prometheus-url";
    URI url = group.url(property, text);
    return group.checked(
        property,
        () -> {
          ServerUri.check(url, "Prometheus", "https://prometheus.example.org");
          return url;
        });
  }
}
