package dev.tocsin.push.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.push.delivery.Channel;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.delivery.Reply;
import dev.tocsin.push.report.Json;
import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.NoticeText;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Notices as alerts of an Alertmanager, or of all members of a cluster of them.
 *
 * <p>An alert is sent again by each run while it lasts, and ends by itself when {@value #MISSED}
 * runs have not repeated it; it ends at once when a run finds it over. Its labels stay the same, by
 * which Alertmanager knows it again.
 *
 * @see <a
 *     href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">Alertmanager's
 *     API v2</a>
 */
public final class Alertmanager implements Channel {
  /** After so many runs that do not repeat it, an alert is over; Prometheus allows four as well. */
  static final int MISSED = 4;

  /** What Prometheus itself sends at once. */
  private static final int MAX_ALERTS = 64;

  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
  private static final String PATH = "/api/v2/alerts";

  private final List<Receiver> receivers;
  private final AlertNaming naming;

  /**
   * A channel to Alertmanagers; an alert is sent to all of them, and has arrived when one takes it.
   *
   * @param receivers at the Alertmanagers' own URLs, such as {@code http://localhost:9093}
   * @throws IllegalArgumentException if there is none
   */
  public Alertmanager(List<Receiver> receivers, AlertNaming naming) {
    if (receivers.isEmpty()) {
      throw new IllegalArgumentException("no Alertmanager, expected at least one URL");
    }
    this.receivers = List.copyOf(receivers);
    this.naming = naming;
  }

  @Override
  public Packing pack(Report report, Instant now) {
    Map<Labels, Notice> byLabels = new TreeMap<>();
    for (Notice notice : report.notices()) {
      // Of several with the same labels, one after the other, the last says how it is now.
      byLabels.merge(
          naming.labels(notice, report.subject()),
          notice,
          BinaryOperator.maxBy(Comparator.comparing(Notice::onset)));
    }
    List<Map.Entry<Labels, Notice>> alerts = List.copyOf(byLabels.entrySet());
    List<Parcel> parcels = new ArrayList<>();
    for (int from = 0; from < alerts.size(); from += MAX_ALERTS) {
      List<Map.Entry<Labels, Notice>> part =
          alerts.subList(from, Math.min(alerts.size(), from + MAX_ALERTS));
      String id = report.id() + '/' + parcels.size();
      parcels.add(
          Parcel.of(
              id,
              now.toEpochMilli(),
              part.size(),
              Json.of(json -> alerts(json, part, report, now))));
    }
    return Packing.of(parcels);
  }

  private void alerts(
      JsonGenerator json, List<Map.Entry<Labels, Notice>> alerts, Report report, Instant now)
      throws IOException {
    json.writeStartArray();
    for (Map.Entry<Labels, Notice> alert : alerts) {
      Notice notice = alert.getValue();
      json.writeStartObject();
      Json.labels(json, "labels", alert.getKey());
      json.writeObjectFieldStart("annotations");
      json.writeStringField("summary", NoticeText.summary(notice, report.subject()));
      json.writeStringField("description", NoticeText.description(notice, report));
      json.writeEndObject();
      json.writeStringField("startsAt", notice.onset().toString());
      json.writeStringField("endsAt", end(notice, report, now).toString());
      json.writeStringField("generatorURL", graph(notice, report));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Instant end(Notice notice, Report report, Instant now) {
    Duration validity = report.subject().interval().multipliedBy(MISSED);
    return notice.end().orElseGet(() -> now.plus(validity));
  }

  /** Prometheus's own page, with the query around the onset. */
  private String graph(Notice notice, Report report) {
    Instant until = notice.end().orElse(report.at());
    long seconds = Math.max(3600, 2 * Duration.between(notice.onset(), until).toSeconds());
    return "%s/graph?g0.expr=%s&g0.tab=0&g0.range_input=%ds&g0.end_input=%s"
        .formatted(
            naming.prometheus().toString().replaceAll("/+$", ""),
            encoded(report.subject().query()),
            seconds,
            encoded(until.plusSeconds(seconds / 4).toString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public Outcome deliver(Parcel parcel) {
    byte[] body = parcel.copyOfBody();
    List<Reply> replies = new ArrayList<>();
    for (Receiver receiver : receivers) {
      replies.add(receiver.post(PATH, HEADERS, body));
    }
    return replies.stream()
        .filter(Reply::isTaken)
        .findFirst()
        .or(() -> replies.stream().filter(Reply::mayPass).findFirst())
        .orElse(replies.get(0))
        .outcome(parcel.items());
  }
}
