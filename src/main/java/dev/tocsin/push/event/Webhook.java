package dev.tocsin.push.event;

import dev.tocsin.http.Secret;
import dev.tocsin.push.delivery.Channel;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.report.Json;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A report as JSON to a URL of anyone's.
 *
 * <p>{@code Idempotency-Key} is the same for the same job and time; {@code X-Tocsin-Event} tells
 * what the JSON is, by the type that a CloudEvent of it would have. With a secret, {@code
 * X-Tocsin-Signature} is {@code t=<seconds>,v1=<hex>}: the HMAC-SHA256 of {@code <seconds>.<body>},
 * made anew for each attempt, so that a receiver can refuse old ones.
 */
public final class Webhook implements Channel {
  private final Receiver receiver;
  private final Optional<Secret> key;
  private final Occasion occasion;

  /**
   * A channel to a receiver.
   *
   * @param key to sign with
   */
  public Webhook(Receiver receiver, Optional<Secret> key, Occasion occasion) {
    this.receiver = receiver;
    this.key = key;
    this.occasion = occasion;
  }

  @Override
  public Packing pack(Report report, Instant now) {
    if (!occasion.isMet(report)) {
      return Packing.nothing();
    }
    String id = report.id();
    ReportJson json = new ReportJson(report);
    return packing(id, CloudEvents.SCORES, Json.of(json::writeTo), now);
  }

  @Override
  public Packing pack(CloudEvent event, Instant now) {
    return packing(event.id(), event.type(), event.data(), now);
  }

  private static Packing packing(String id, String type, ByteBuffer json, Instant now) {
    Parcel parcel = Parcel.of(id, now.toEpochMilli(), 1, json).with(Map.of("X-Tocsin-Event", type));
    return Packing.of(List.of(parcel));
  }

  @Override
  public Outcome deliver(Parcel parcel) {
    byte[] body = parcel.copyOfBody();
    Map<String, String> headers = new TreeMap<>(parcel.headers());
    headers.put("Content-Type", "application/json");
    headers.put("Idempotency-Key", parcel.id());
    try {
      key.ifPresent(secret -> headers.put("X-Tocsin-Signature", signature(secret, body)));
    } catch (IllegalArgumentException e) {
      return new Outcome.Later(String.valueOf(e.getMessage()), Optional.empty());
    }
    return receiver.post("", headers, body).outcome(parcel.items());
  }

  private String signature(Secret secret, byte[] body) {
    long seconds = receiver.now().getEpochSecond();
    byte[] head = (seconds + ".").getBytes(StandardCharsets.US_ASCII);
    return "t=" + seconds + ",v1=" + secret.hmacSha256(head, body);
  }
}
