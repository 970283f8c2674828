package dev.tocsin.function.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.function.config.ConfigValues;
import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.metrics.Metrics;
import dev.tocsin.function.push.Pushing;
import dev.tocsin.http.AddressRule;
import dev.tocsin.model.Manifest;
import dev.tocsin.push.delivery.SinkStatus;
import dev.tocsin.series.PrometheusDuration;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkWiringTest {
  private static final String CANARY = "canary-3kQz";

  @Test
  void pushing_makesEveryKindOfSink(@TempDir Path folder) {
    Pushing pushing =
        pushing(
            Optional.of(URI.create("http://broker")),
            "tocsin.sinks.tsdb.kind",
            "remote-write",
            "tocsin.sinks.tsdb.url",
            "http://localhost:9090/api/v1/write",
            "tocsin.sinks.tsdb.spool",
            folder.resolve("spool").toString(),
            "tocsin.sinks.tsdb.queue-bytes",
            "1000000",
            "tocsin.sinks.tsdb.max-age",
            "1h",
            "tocsin.sinks.tsdb.timeout",
            "5s",
            "tocsin.sinks.tsdb.series.prefix",
            "tocsin_",
            "tocsin.sinks.tsdb.series.values",
            "anomaly_score,yhat,yhat_lower,yhat_upper,y",
            "tocsin.sinks.tsdb.series.labels.preset",
            "node",
            "tocsin.sinks.tsdb.bearer.token",
            CANARY,
            "tocsin.sinks.tsdb.headers.X-Scope-OrgID",
            CANARY,
            "tocsin.sinks.gateway.kind",
            "pushgateway",
            "tocsin.sinks.gateway.url",
            "http://localhost:9091",
            "tocsin.sinks.alerts.kind",
            "alertmanager",
            "tocsin.sinks.alerts.url",
            "http://a:9093,http://b:9093",
            "tocsin.sinks.alerts.alert.severity",
            "page",
            "tocsin.sinks.hook.kind",
            "webhook",
            "tocsin.sinks.hook.url",
            "https://hooks/tocsin",
            "tocsin.sinks.hook.signature.key",
            CANARY,
            "tocsin.sinks.hook.on",
            "always",
            "tocsin.sinks.events.kind",
            "cloudevents",
            "tocsin.jobs.dns.query",
            "up",
            "tocsin.jobs.dns.sinks",
            "tsdb,alerts");
    assertThat(pushing.status())
        .extracting(SinkStatus::name)
        .containsExactly("alerts", "events", "gateway", "hook", "tsdb");
    assertThat(folder.resolve("spool")).isDirectory();
    assertThat(pushing.status().toString()).doesNotContain(CANARY);
    pushing.drain();
  }

  @ParameterizedTest
  @CsvSource({
    "remote-write, RemoteWrite",
    "pushgateway, Pushgateway",
    "alertmanager, Alertmanager",
    "webhook, Webhook",
    "cloudevents, CloudEvents",
  })
  void channel_isOfTheKindThatIsAskedFor(String kind, String type) {
    TocsinConfig config =
        ConfigValues.tocsin(
            Map.of("tocsin.sinks.s.kind", kind, "tocsin.sinks.s.url", "http://localhost"));
    SinkChannels channels =
        new SinkChannels(
            new PropertyGroup("tocsin.sinks.s."),
            Objects.requireNonNull(config.sinks().get("s")),
            InstantSource.system(),
            new SinkChannels.Surroundings(
                URI.create("http://p"), Optional.empty(), Map.of(), AddressRule.standard()));

    assertThat(channels.channel().getClass().getSimpleName()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "url | ftp://x | tocsin.sinks.s.url: ftp://x is not the URL of a receiver",
        "url | http://a,http://b | tocsin.sinks.s.url: 2 URLs, expected one; only Alertmanagers",
        "timeout | 0s | tocsin.sinks.s.timeout: timeout is PT0S, expected a positive duration",
        "url | http://169.254.169.254/latest | tocsin.sinks.s.url: 169.254.169.254 is at 169.254.",
        "url | http://[fe80::1]:9 | tocsin.sinks.s.url: [fe80::1] is at fe80:0:0:0:",
        "max-age | 0s | tocsin.sinks.s.max-age: max-age is PT0S, expected a positive duration",
        "queue-bytes | 0 | tocsin.sinks.s.queue-bytes: 0 bytes, expected at least 1",
        "series.prefix | 1- | tocsin.sinks.s.series: prefix is \"1-\", expected the beginning of",
        "series.labels.a-b | c | tocsin.sinks.s.series: label \"a-b\" is no label name",
        "basic.user | bob | tocsin.sinks.s.basic: user and password",
        "url | http://bob:canary@a | tocsin.sinks.s.url: the receiver URL has user info before @",
        "url | http://bob:canary^1@a | tocsin.sinks.s.url: the text is no URL (Illegal character in",
        "bearer.token | canary€ | tocsin.sinks.s.bearer.token: a secret has a character that no",
        "headers.X-Key | canaryé | tocsin.sinks.s.headers.X-Key: a secret has a character that no",
        "headers.X-Key | ` canary\ncanary` | tocsin.sinks.s.headers.X-Key: a secret has a line",
        "headers.Host | x | tocsin.sinks.s.headers.Host: header \"Host\" cannot be set",
        "spool | /dev/null | tocsin.sinks.s.spool: the spool folder /dev/null cannot be used",
      })
  void pushing_refusesWrongValuesByTheirProperty(String field, String value, String message) {
    assertThatThrownBy(
            () ->
                pushing(
                    Optional.empty(),
                    "tocsin.sinks.s.kind",
                    "remote-write",
                    "tocsin.sinks.s.url",
                    "http://localhost",
                    "tocsin.sinks.s." + field,
                    value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("canary");
  }

  /** Whoever is told of an alert sees where it leads. */
  @ParameterizedTest
  @CsvSource({
    "http://bob:canary@prometheus, the Prometheus URL has user info before @",
    "http://bob:canary^1@prometheus, the text is no URL",
  })
  void pushing_refusesAPasswordInTheUrlOfGraphs(String url, String message) {
    assertThatThrownBy(
            () ->
                pushing(
                    Optional.empty(),
                    "tocsin.sinks.s.kind",
                    "alertmanager",
                    "tocsin.sinks.s.url",
                    "http://localhost",
                    "tocsin.sinks.s.alert.prometheus-url",
                    url))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("tocsin.sinks.s.alert.prometheus-url: " + message)
        .hasMessageNotContaining("canary");
  }

  @Test
  void pushing_wantsAUrl_butOfEventsWhereThePlatformHasOne() {
    assertThatThrownBy(() -> pushing(Optional.empty(), "tocsin.sinks.s.kind", "cloudevents"))
        .hasMessage("tocsin.sinks.s.url: not set, expected where the receiver listens");
    assertThatThrownBy(
            () -> pushing(Optional.of(URI.create("http://b")), "tocsin.sinks.s.kind", "webhook"))
        .hasMessage("tocsin.sinks.s.url: not set, expected where the receiver listens");
  }

  @Test
  void pushing_refusesAJobWhoseSinkThereIsNot() {
    assertThatThrownBy(
            () ->
                pushing(
                    Optional.empty(),
                    "tocsin.sinks.hook.kind",
                    "webhook",
                    "tocsin.sinks.hook.url",
                    "http://localhost",
                    "tocsin.jobs.dns.query",
                    "up",
                    "tocsin.jobs.dns.sinks",
                    "hook,hok"))
        .hasMessage("tocsin.jobs.dns.sinks: \"hok\" is no sink, expected one of [hook]");
  }

  /**
   * An alert that is not repeated for four intervals is over: a shorter one than the runs' flaps.
   */
  @ParameterizedTest
  @CsvSource({
    "15s, off, 1m",
    "5m, off, 5m",
    "15s, 10m, 10m",
    "15s, 15s, 1m",
    "30m, 10m, 30m",
  })
  void interval_withoutAWordIsHowOftenTheJobIsScored(String step, String schedule, String every) {
    assertThat(interval("tocsin.jobs.dns.step", step, "tocsin.jobs.dns.schedule.score", schedule))
        .isEqualTo(PrometheusDuration.parse(every));
  }

  @Test
  void interval_isWhatIsSet_butNeverNothing() {
    assertThat(interval("tocsin.jobs.dns.interval", "30s", "tocsin.jobs.dns.schedule.score", "10m"))
        .isEqualTo(Duration.ofSeconds(30));
    assertThatThrownBy(() -> interval("tocsin.jobs.dns.interval", "0s"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "tocsin.jobs.dns.interval: 0s, at which an alert would end as it begins, expected 1s or"
                + " more");
  }

  private static Duration interval(String... properties) {
    Map<String, String> values = ConfigValues.of(properties);
    values.put("tocsin.jobs.dns.query", "up");
    TocsinConfig config = ConfigValues.tocsin(values);
    return SinkWiring.interval(
        new PropertyGroup("tocsin.jobs.dns."), Objects.requireNonNull(config.jobs().get("dns")));
  }

  @Test
  void config_listsTheKindsThereAre() {
    assertThatThrownBy(() -> pushing(Optional.empty(), "tocsin.sinks.s.kind", "kafka"))
        .hasMessageContaining("tocsin.sinks.s.kind")
        .hasMessageContaining("remote-write");
  }

  private static Pushing pushing(Optional<URI> sink, String... properties) {
    Map<String, String> values = ConfigValues.of(properties);
    sink.ifPresent(uri -> values.put("K_SINK", uri.toString()));
    values.put("K_CE_OVERRIDES", "{\"extensions\":{\"team\":\"ops\"}}");
    return new SinkWiring()
        .pushing(
            ConfigValues.tocsin(values),
            InstantSource.system(),
            new Metrics(new Manifest.Versions("1", "17", "1", "4")));
  }
}
