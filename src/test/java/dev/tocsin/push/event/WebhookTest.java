package dev.tocsin.push.event;

import static dev.tocsin.push.Reports.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.http.Secret;
import dev.tocsin.push.Reports;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.report.Report;
import dev.tocsin.series.Labels;
import dev.tocsin.testing.DocumentedExample;
import dev.tocsin.testing.RecordingReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private static final Labels LABELS = Labels.of("__name__", "up", "job", "é");

  private static RecordingReceiver.Request sent(Optional<Secret> key, Report report) {
    try (RecordingReceiver receiver = RecordingReceiver.start()) {
      Webhook channel = new Webhook(Reports.receiver(receiver.uri()), key, Occasion.ALARMING);
      assertThat(channel.deliver(channel.pack(report, NOW).parcels().get(0)))
          .isEqualTo(Outcome.sent(1));
      return receiver.requests().get(0);
    }
  }

  @Test
  void deliver_tellsTheWorstSeriesFirst() throws JsonProcessingException {
    Report report =
        Reports.of(
            Reports.verdict(Labels.of("a", "calm"), 0.5),
            Reports.verdict(Labels.of("a", "bad"), 2),
            Reports.verdict(Labels.of("a", "worst"), 7));
    RecordingReceiver.Request request = sent(Optional.empty(), report);
    JsonNode json = new ObjectMapper().readTree(request.body());
    assertThat(request.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Idempotency-Key", "dns/2026-11-22T01:00:00Z")
        .containsEntry("X-Tocsin-Event", "dev.tocsin.scores.v1")
        .doesNotContainKey("X-Tocsin-Signature");
    assertThat(json.at("/series_count").asInt()).isEqualTo(3);
    assertThat(json.at("/anomalous_count").asInt()).isEqualTo(2);
    assertThat(json.at("/series")).hasSize(2);
    assertThat(json.at("/series/0/labels/a").asText()).isEqualTo("worst");
    assertThat(json.at("/series/0/points/0").toString())
        .isEqualTo(
            "{\"time\":\"2026-11-22T01:00:00Z\",\"anomaly_score\":7.0,\"y\":12.0,\"yhat\":10.0,"
                + "\"yhat_lower\":8.0,\"yhat_upper\":11.0}");
  }

  /** Half a megabyte is enough to be woken by. */
  @Test
  void deliver_tellsAThousandSeriesAtMost_andHowManyThereAre() throws JsonProcessingException {
    SeriesVerdict[] series = new SeriesVerdict[1_200];
    for (int i = 0; i < series.length; i++) {
      series[i] = Reports.verdict(Labels.of("i", Integer.toString(i)), 2 + i);
    }
    JsonNode json = new ObjectMapper().readTree(sent(Optional.empty(), Reports.of(series)).body());
    assertThat(json.at("/anomalous_count").asInt()).isEqualTo(1_200);
    assertThat(json.at("/series")).hasSize(1_000);
    assertThat(json.at("/series/0/labels/i").asText()).isEqualTo("1199");
  }

  @Test
  void deliver_looksAsDocumented() throws IOException {
    Report report =
        new Report(
            Reports.SUBJECT,
            Reports.AT,
            List.of(Reports.verdict(LABELS, 7)),
            List.of(Reports.notice(LABELS, Optional.empty())));
    JsonNode sent = new ObjectMapper().readTree(sent(Optional.empty(), report).body());

    assertThat(DocumentedExample.fields(DocumentedExample.json("webhook")))
        .isEqualTo(DocumentedExample.fields(sent));
  }

  @Test
  void deliver_tellsIncidentsInWordsAndNumbers() throws JsonProcessingException {
    Report report = Reports.of(Reports.notice(LABELS, Optional.of(Reports.AT)));
    byte[] body = sent(Optional.empty(), report).body().getBytes(StandardCharsets.ISO_8859_1);
    JsonNode incident =
        new ObjectMapper().readTree(new String(body, StandardCharsets.UTF_8)).at("/incidents/0");
    assertThat(incident.at("/open").asBoolean()).isFalse();
    assertThat(incident.at("/onset").asText()).isEqualTo("2026-11-22T00:55:00Z");
    assertThat(incident.at("/end").asText()).isEqualTo("2026-11-22T01:00:00Z");
    assertThat(incident.at("/peak_score").asDouble()).isEqualTo(5.25);
    assertThat(incident.at("/labels/job").asText()).isEqualTo("é");
    assertThat(incident.at("/description").asText()).contains(", for 5m. Highest");
    assertThat(incident.at("/contributions/0/yhat").asDouble()).isEqualTo(10);
  }

  @Test
  void deliver_ofAnEventSendsItsDataAndType() {
    try (RecordingReceiver receiver = RecordingReceiver.start()) {
      Webhook channel =
          new Webhook(Reports.receiver(receiver.uri()), Optional.empty(), Occasion.ALARMING);
      ByteBuffer data = ByteBuffer.wrap("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
      CloudEvent event = new CloudEvent("7", "some.type", "urn:x", NOW, data);
      assertThat(channel.deliver(channel.pack(event, NOW).parcels().get(0)))
          .isEqualTo(Outcome.sent(1));
      assertThat(receiver.requests().get(0).body()).isEqualTo("{\"a\":1}");
      assertThat(receiver.requests().get(0).headers())
          .containsEntry("X-Tocsin-Event", "some.type")
          .containsEntry("Idempotency-Key", "7");
    }
  }

  @Test
  void deliver_signsTimeAndBody() throws GeneralSecurityException {
    RecordingReceiver.Request request =
        sent(Optional.of(Secret.of("key")), Reports.of(Reports.verdict(LABELS, 2)));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    long seconds = NOW.getEpochSecond();
    byte[] signed = (seconds + "." + request.body()).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(request.headers().get("X-Tocsin-Signature"))
        .isEqualTo("t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(signed)));
  }

  @Test
  void deliver_waitsForAKeyThatCannotBeRead() {
    Webhook channel =
        new Webhook(
            Reports.receiver(URI.create("http://127.0.0.1:9")),
            Optional.of(Secret.inFile(Path.of("nowhere"))),
            Occasion.ALWAYS);
    assertThat(channel.deliver(channel.pack(Reports.of(), NOW).parcels().get(0)))
        .isEqualTo(
            new Outcome.Later(
                "the secret in nowhere cannot be read (NoSuchFileException), expected a file of"
                    + " UTF-8 text",
                Optional.empty()));
  }

  @Test
  void pack_isNothingInACalmRun_unlessAllAreWanted() {
    Report calm = Reports.of(Reports.verdict(LABELS, 0.5));
    Receiver nobody = Reports.receiver(URI.create("http://127.0.0.1:9"));
    assertThat(new Webhook(nobody, Optional.empty(), Occasion.ALARMING).pack(calm, NOW))
        .isEqualTo(Packing.nothing());
    assertThat(new Webhook(nobody, Optional.empty(), Occasion.ALWAYS).pack(calm, NOW).parcels())
        .hasSize(1);
  }
}
