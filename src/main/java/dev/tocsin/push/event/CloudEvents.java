package dev.tocsin.push.event;

import dev.tocsin.model.Digest;
import dev.tocsin.push.delivery.Channel;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.report.Json;
import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as CloudEvents: {@value #SCORES} for the run, and {@value #INCIDENT} for each notice.
 *
 * <p>Their {@code id} is the same for the same job, time and notice, so that with the source a
 * receiver can tell repetitions.
 */
public final class CloudEvents implements Channel {
  static final String SCORES = "dev.tocsin.scores.v1";
  static final String INCIDENT = "dev.tocsin.incident.v1";

  private final EventReceiver receiver;
  private final Occasion occasion;

  /** A channel to a receiver. */
  public CloudEvents(EventReceiver receiver, Occasion occasion) {
    this.receiver = receiver;
    this.occasion = occasion;
  }

  @Override
  public Packing pack(Report report, Instant now) {
    if (!occasion.isMet(report)) {
      return Packing.nothing();
    }
    ReportJson json = new ReportJson(report);
    String run = report.id();
    List<Parcel> events = new ArrayList<>();
    events.add(receiver.parcel(event(run, SCORES, report, Json.of(json::writeTo)), now));
    for (Notice notice : report.notices()) {
      String id = run + '/' + notice.onset() + '/' + Digest.of(notice.labels().toString()).prefix();
      ByteBuffer body = Json.of(generator -> json.writeTo(generator, notice));
      events.add(receiver.parcel(event(id, INCIDENT, report, body), now));
    }
    return Packing.of(events);
  }

  @Override
  public Packing pack(CloudEvent event, Instant now) {
    return Packing.of(List.of(receiver.parcel(event, now)));
  }

  private static CloudEvent event(String id, String type, Report report, ByteBuffer data) {
    return new CloudEvent(id, type, "urn:tocsin:job:" + report.subject().job(), report.at(), data);
  }

  @Override
  public Outcome deliver(Parcel parcel) {
    return receiver.deliver(parcel);
  }
}
