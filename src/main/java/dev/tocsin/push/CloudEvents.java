package dev.tocsin.push;

import dev.tocsin.push.spool.Parcel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A report as CloudEvents in HTTP's binary mode: {@value #SCORES} for the run, and {@value
 * #INCIDENT} for each notice.
 *
 * <p>Their {@code id} is the same for the same job, time and notice, so that with the source a
 * receiver can tell repetitions.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     protocol binding 1.0.2</a>
 */
public final class CloudEvents implements Channel {
  /** What configuration calls it. */
  public static final String KIND = "cloudevents";

  static final String SCORES = "dev.tocsin.scores.v1";
  static final String INCIDENT = "dev.tocsin.incident.v1";

  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,64}");

  private final Receiver receiver;
  private final Occasion occasion;
  private final Map<String, String> extensions;

  /**
   * A channel to a receiver, such as the broker at Knative's {@code K_SINK}.
   *
   * @param extensions attributes of every event, such as those of {@code K_CE_OVERRIDES}
   * @throws IllegalArgumentException if one is no name of an attribute
   */
  public CloudEvents(Receiver receiver, Occasion occasion, Map<String, String> extensions) {
    for (String name : extensions.keySet()) {
      if (!EXTENSION.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "extension \"" + name + "\", expected lower-case letters and digits");
      }
    }
    this.receiver = receiver;
    this.occasion = occasion;
    this.extensions = Map.copyOf(extensions);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Packing pack(Report report, Instant now) {
    if (!occasion.isMet(report)) {
      return new Packing(List.of(), Drops.none());
    }
    ReportJson json = new ReportJson(report);
    String run = report.subject().job() + '/' + report.at();
    List<Parcel> events = new ArrayList<>();
    events.add(event(run, SCORES, report, now, Json.of(json::writeTo)));
    for (Notice notice : report.notices()) {
      String id = run + '/' + notice.onset() + '/' + Digests.shortOf(notice.labels().toString());
      ByteBuffer body = Json.of(generator -> json.writeTo(generator, notice));
      events.add(event(id, INCIDENT, report, now, body));
    }
    return new Packing(events, Drops.none());
  }

  private Parcel event(String id, String type, Report report, Instant now, ByteBuffer body) {
    Map<String, String> headers = new TreeMap<>();
    extensions.forEach((name, value) -> headers.put("ce-" + name, headerValue(value)));
    headers.put("Content-Type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", headerValue(id));
    headers.put("ce-type", type);
    headers.put("ce-source", "urn:tocsin:job:" + report.subject().job());
    headers.put("ce-time", report.at().toString());
    return Parcel.of(id, now.toEpochMilli(), 1, body).with(headers);
  }

  /** Percent-encodes what the binding's section 3.1.3.2 wants encoded. */
  static String headerValue(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet < 0x7F && octet != '"' && octet != '%') {
        encoded.append((char) octet);
      } else {
        encoded.append("%%%02X".formatted(octet & 0xFF));
      }
    }
    return encoded.toString();
  }

  @Override
  public Outcome deliver(Parcel parcel) {
    byte[] body = parcel.copyOfBody();
    return receiver.post("", parcel.headers(), body).outcome(parcel.items());
  }
}
