package dev.tocsin.push.event;

import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.delivery.Reply;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.spool.Parcel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who takes CloudEvents in HTTP's binary mode, such as the broker at Knative's {@code K_SINK}.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     protocol binding 1.0.2</a>
 */
public final class EventReceiver {
  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,64}");

  /**
   * What is to be tried again besides what any receiver wants.
   *
   * @see <a
   *     href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md#event-acknowledgement-and-delivery-retry">Knative's
   *     data-plane contract</a>
   */
  private static final Set<Integer> RETRIED = Set.of(404, 408, 409);

  private final Receiver receiver;
  private final Map<String, String> extensions;

  /**
   * A receiver of events.
   *
   * @param extensions attributes of every event, such as those of {@code K_CE_OVERRIDES}
   * @throws IllegalArgumentException if one is no name of an attribute
   */
  public EventReceiver(Receiver receiver, Map<String, String> extensions) {
    for (String name : extensions.keySet()) {
      if (!EXTENSION.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "extension \"" + name + "\", expected lower-case letters and digits");
      }
    }
    this.receiver = receiver;
    this.extensions = Map.copyOf(extensions);
  }

  /** Where it listens. */
  public URI uri() {
    return receiver.uri();
  }

  /** An event made ready to be sent. */
  public Parcel parcel(CloudEvent event, Instant now) {
    Map<String, String> headers = new TreeMap<>();
    extensions.forEach((name, value) -> headers.put("ce-" + name, headerValue(value)));
    headers.put("Content-Type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", headerValue(event.id()));
    headers.put("ce-type", event.type());
    headers.put("ce-source", event.source());
    headers.put("ce-time", event.time().toString());
    return Parcel.of(event.id(), now.toEpochMilli(), 1, event.data()).with(headers);
  }

  /** Percent-encodes what the binding's section 3.1.3.2 wants encoded. */
  private static String headerValue(String value) {
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

  /** Sends an event, once; blocks. */
  public Outcome deliver(Parcel parcel) {
    Reply reply = receiver.post("", parcel.headers(), parcel.copyOfBody());
    return RETRIED.contains(reply.status()) ? reply.later() : reply.outcome(parcel.items());
  }
}
