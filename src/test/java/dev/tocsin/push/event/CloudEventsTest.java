package dev.tocsin.push.event;

import static dev.tocsin.push.Reports.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.push.Reports;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import dev.tocsin.testing.RecordingReceiver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
  private static final Report REPORT =
      Reports.of(Reports.notice(Labels.of("__name__", "up", "job", "node"), Optional.empty()));

  @Test
  void deliver_sendsTheRunAndEachIncidentInBinaryMode() {
    try (RecordingReceiver receiver = RecordingReceiver.start()) {
      CloudEvents channel =
          channel(receiver.uri(), Occasion.ALARMING, Map.of("team", "ops \"é\" 100%"));
      channel.pack(REPORT, NOW).parcels().forEach(channel::deliver);
      List<RecordingReceiver.Request> requests = receiver.requests();
      assertThat(requests).hasSize(2);
      assertThat(requests.get(0).headers())
          .containsEntry("ce-specversion", "1.0")
          .containsEntry("ce-type", "dev.tocsin.scores.v1")
          .containsEntry("ce-source", "urn:tocsin:job:dns")
          .containsEntry("ce-id", "dns/2026-11-22T01:00:00Z")
          .containsEntry("ce-time", "2026-11-22T01:00:00Z")
          .containsEntry("ce-team", "ops%20%22%C3%A9%22%20100%25")
          .containsEntry("Content-Type", "application/json");
      assertThat(requests.get(1).headers()).containsEntry("ce-type", "dev.tocsin.incident.v1");
      assertThat(requests.get(1).body()).contains("\"reason\":\"anomalous\"");
    }
  }

  @Test
  void pack_givesTheSameIdsToTheSameFindings() {
    CloudEvents channel = channel(URI.create("http://127.0.0.1:9"), Occasion.ALWAYS, Map.of());
    List<String> ids = ids(channel.pack(REPORT, NOW));
    assertThat(ids(channel.pack(REPORT, NOW.plusSeconds(5)))).isEqualTo(ids);
    assertThat(ids).doesNotHaveDuplicates().hasSize(2);
  }

  /** A broker without a subscriber yet, or a busy one: Knative wants it tried again. */
  @ParameterizedTest
  @ValueSource(ints = {404, 408, 409, 429, 500})
  void deliver_isToBeTriedAgainAsKnativeWantsIt(int status) {
    try (RecordingReceiver receiver = RecordingReceiver.answering(number -> status)) {
      CloudEvents channel = channel(receiver.uri(), Occasion.ALWAYS, Map.of());
      assertThat(channel.deliver(channel.pack(REPORT, NOW).parcels().get(0)))
          .isEqualTo(new Outcome.Later("HTTP status " + status, Optional.empty()));
    }
  }

  /** Else a receiver would take the second part of a job for a repetition of the first. */
  @Test
  void pack_givesThePartsOfAJobTheirOwnIds() {
    CloudEvents channel = channel(URI.create("http://127.0.0.1:9"), Occasion.ALWAYS, Map.of());
    List<String> ids = new ArrayList<>(ids(channel.pack(REPORT, NOW)));
    ids.addAll(ids(channel.pack(Reports.ofPart("1/2", REPORT), NOW)));
    ids.addAll(ids(channel.pack(Reports.ofPart("2/2", REPORT), NOW)));
    assertThat(ids).doesNotHaveDuplicates().hasSize(6);
  }

  private static CloudEvents channel(URI uri, Occasion occasion, Map<String, String> extensions) {
    return new CloudEvents(new EventReceiver(Reports.receiver(uri), extensions), occasion);
  }

  private static List<String> ids(Packing packing) {
    return packing.parcels().stream().map(Parcel::id).toList();
  }

  @Test
  void new_refusesExtensionsThatCloudEventsDoesNotKnow() {
    Receiver nobody = Reports.receiver(URI.create("http://127.0.0.1:9"));
    assertThatThrownBy(() -> new EventReceiver(nobody, Map.of("a-b", "c")))
        .hasMessage("extension \"a-b\", expected lower-case letters and digits");
  }
}
