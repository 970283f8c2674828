package dev.tocsin.push.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.push.Reports;
import dev.tocsin.push.delivery.Drops;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import dev.tocsin.testing.AlertmanagerServer;
import dev.tocsin.testing.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts on a real Alertmanager, which knows only its own clock. */
class AlertmanagerTest {
  private static final AlertNaming NAMING = AlertNaming.of(URI.create("http://prometheus:9090/p/"));
  private static final Labels LABELS =
      Labels.of("__name__", "up", "job", "node", "severity", "input", "odd-name", "x");

  private AlertmanagerServer server;

  @BeforeEach
  void start() {
    AlertmanagerServer.assumeAvailable();
    server = AlertmanagerServer.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Outcome send(Report report, Instant now, URI... servers) {
    List<Receiver> receivers = Stream.of(servers).map(Reports::receiver).toList();
    Alertmanager channel = new Alertmanager(receivers, NAMING);
    Packing packing = channel.pack(report, now);
    assertThat(packing.parcels()).hasSize(1);
    return channel.deliver(packing.parcels().get(0));
  }

  /** A report of this very time: the server resolves by its own clock. */
  private static Report report(Instant now, boolean isOpen) {
    Instant onset = now.minusSeconds(300);
    Optional<Instant> end = isOpen ? Optional.empty() : Optional.of(now.minusSeconds(1));
    Notice.Contributor worst = new Notice.Contributor(LABELS, 1, 12.34567, 10, 8, 11);
    Notice notice = new Notice(LABELS, "anomalous", onset, end, 5.25, 3, List.of(worst));
    return new Report(Reports.SUBJECT, now, List.of(), List.of(notice));
  }

  private JsonNode alerts() {
    try {
      return new ObjectMapper().readTree(server.alerts());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void deliver_raisesAnAlertThatPeopleCanActOn() {
    Instant now = Instant.now();
    assertThat(send(report(now, true), now, server.uri())).isEqualTo(Outcome.sent(1));

    JsonNode alert = alerts().get(0);
    assertThat(new ObjectMapper().convertValue(alert.get("labels"), Object.class))
        .hasToString(
            "{alertname=TocsinAnomaly, exported_severity=input, for=up, job=node, odd_name=x,"
                + " severity=warning, tocsin_job=dns}");
    assertThat(alert.at("/annotations/summary").asText())
        .startsWith("dns: 3 series anomalous in up{job=\"node\"");
    assertThat(alert.at("/annotations/description").asText())
        .contains("so far for 5m. Highest anomaly score 5.250 (1 is the bound of what is normal).")
        .contains(
            "\n- up{job=\"node\",\"odd-name\"=\"x\",severity=\"input\"}: 12.35, expected 10.00")
        .contains("(8.000 to 11.00)")
        .endsWith("\n… and 2 more\nQuery: rate(x[5m])");
    assertThat(Instant.parse(alert.get("startsAt").asText()))
        .isBetween(now.minusMillis(300_001), now.minusMillis(299_999));
    assertThat(Instant.parse(alert.get("endsAt").asText()))
        .isBetween(now.plusMillis(239_999), now.plusMillis(240_001));
    assertThat(alert.get("generatorURL").asText())
        .startsWith(
            "http://prometheus:9090/p/graph?g0.expr=rate%28x%5B5m%5D%29&g0.tab=0"
                + "&g0.range_input=3600s&g0.end_input=");
  }

  @Test
  void deliver_renamesLabelsThatOldAlertmanagersDoNotTake() {
    Instant now = Instant.now();
    Notice notice = Reports.notice(Labels.of("0th.of", "x", "größe", "y"), Optional.empty());
    send(new Report(Reports.SUBJECT, now, List.of(), List.of(notice)), now, server.uri());
    assertThat(alerts().at("/0/labels/_0th_of").asText()).isEqualTo("x");
    assertThat(alerts().at("/0/labels/gr__e").asText()).isEqualTo("y");
  }

  @Test
  void deliver_ofTheNextRunProlongsTheSameAlert() {
    Instant now = Instant.now();
    send(report(now, true), now, server.uri());
    String first = alerts().get(0).get("fingerprint").asText();
    Instant later = now.plusSeconds(60);
    Report next = new Report(Reports.SUBJECT, later, List.of(), report(now, true).notices());
    send(next, later, server.uri());
    assertThat(alerts()).hasSize(1);
    assertThat(alerts().get(0).get("fingerprint").asText()).isEqualTo(first);
    assertThat(Instant.parse(alerts().get(0).get("endsAt").asText())).isAfter(now.plusSeconds(299));
  }

  @Test
  void deliver_resolvesAnAlertThatIsOver() {
    Instant now = Instant.now();
    send(report(now, true), now, server.uri());
    assertThat(alerts()).hasSize(1);
    send(report(now, false), now, server.uri());
    // Alertmanager lists what its clock says is not over.
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> alerts().isEmpty());
  }

  /** Two shards of a job, whose series share the same labels: one's end is not the other's. */
  @Test
  void deliver_ofPartsLeavesEachOthersAlertsAlone() {
    Instant now = Instant.now();
    send(Reports.ofPart("1/2", report(now, true)), now, server.uri());
    send(Reports.ofPart("2/2", report(now, true)), now, server.uri());
    assertThat(alerts()).hasSize(2);
    String first = fingerprintOf("1/2");

    send(Reports.ofPart("2/2", report(now, false)), now, server.uri());
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> alerts().size() == 1);
    Instant later = now.plusSeconds(60);
    send(Reports.ofPart("1/2", report(later, true)), later, server.uri());

    assertThat(alerts()).hasSize(1);
    assertThat(fingerprintOf("1/2")).isEqualTo(first);
    assertThat(alerts().at("/0/labels/tocsin_job").asText()).isEqualTo("dns");
  }

  private String fingerprintOf(String part) {
    for (JsonNode alert : alerts()) {
      if (alert.at("/labels/tocsin_part").asText().equals(part)) {
        return alert.get("fingerprint").asText();
      }
    }
    throw new AssertionError("no alert of " + part + " in " + server.alerts());
  }

  @Test
  void deliver_hasArrivedWhenOneOfAClusterTakesIt() {
    Instant now = Instant.now();
    try (ScriptedServer broken =
        ScriptedServer.answering("HTTP/1.1 500 Internal Server Error", "no")) {
      assertThat(send(report(now, true), now, broken.uri(), server.uri()))
          .isEqualTo(Outcome.sent(1));
      assertThat(broken.requests()).isEqualTo(1);
      assertThat(send(report(now, true), now, broken.uri()))
          .isEqualTo(new Outcome.Later("HTTP status 500: no", Optional.empty()));
    }
  }

  @Test
  void deliver_goesToAllOfACluster() {
    Instant now = Instant.now();
    try (AlertmanagerServer other = AlertmanagerServer.start()) {
      send(report(now, true), now, server.uri(), other.uri());
      assertThat(server.alerts()).contains("TocsinAnomaly");
      assertThat(other.alerts()).contains("TocsinAnomaly");
    }
  }

  @Test
  void pack_sendsNoMoreThan64AlertsAtOnce() {
    Alertmanager channel = new Alertmanager(List.of(Reports.receiver(server.uri())), NAMING);
    List<Notice> notices =
        Stream.iterate(0, i -> i + 1)
            .limit(100)
            .map(i -> Reports.notice(Labels.of("i", Integer.toString(i % 99)), Optional.empty()))
            .toList();
    Packing packing =
        channel.pack(new Report(Reports.SUBJECT, Reports.AT, List.of(), notices), Reports.NOW);
    assertThat(packing.parcels()).extracting(Parcel::items).containsExactly(64, 35);
    assertThat(packing.drops()).isEqualTo(Drops.none());
  }

  @Test
  void deliver_ofAnIncidentAfterAnotherRaisesTheAlertAgain() {
    Instant now = Instant.now();
    Notice over = report(now.minusSeconds(3_600), false).notices().get(0);
    Notice open = report(now, true).notices().get(0);
    send(new Report(Reports.SUBJECT, now, List.of(), List.of(over, open)), now, server.uri());
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void new_needsAnAlertmanager() {
    assertThatThrownBy(() -> new Alertmanager(List.of(), NAMING))
        .hasMessage("no Alertmanager, expected at least one URL");
  }
}
