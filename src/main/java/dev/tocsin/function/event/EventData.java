package dev.tocsin.function.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The data of an event: the body that the function of the same name takes over HTTP. */
final class EventData {
  private static final String END = "end";

  private final ObjectNode fields;
  private final ObjectMapper json;

  private EventData(ObjectNode fields, ObjectMapper json) {
    this.fields = fields;
    this.json = json;
  }

  /**
   * Reads the data. An event is about its own time: one that comes late, or again, is not about the
   * time it happens to arrive.
   *
   * @throws ProblemException if they are no JSON object
   */
  static EventData of(CloudEvent<byte[]> event, ObjectMapper json, InstantSource clock) {
    ObjectNode fields = object(event.data(), json);
    Instant time = time(event);
    if (!fields.has(END) && time != null) {
      Instant now = clock.instant();
      fields.put(END, (time.isAfter(now) ? now : time).toString());
    }
    return new EventData(fields, json);
  }

  private static ObjectNode object(byte @Nullable [] data, ObjectMapper json) {
    try {
      JsonNode tree = json.readTree(data == null ? new byte[0] : data);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw wrong(tree.isMissingNode() ? "is empty" : "is JSON, but no object");
    } catch (JsonProcessingException e) {
      throw wrong("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong("is not JSON");
    }
  }

  private static @Nullable Instant time(CloudEvent<?> event) {
    try {
      OffsetDateTime time = event.time();
      return time == null ? null : time.toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.badRequest(
          "the event's time is no time ("
              + Quoted.of(String.valueOf(e.getMessage()))
              + "); expected RFC 3339 such as 2026-11-21T22:00:00Z");
    }
  }

  /**
   * The data as the body of a function.
   *
   * @throws ProblemException if a field holds an object or a list
   */
  <T> T as(Class<T> request) {
    try {
      return json.treeToValue(fields, request);
    } catch (JsonProcessingException e) {
      throw wrong("has a field that is an object or a list; expected text or a number");
    }
  }

  private static ProblemException wrong(String what) {
    return ProblemException.badRequest(
        "the event's data " + what + "; expected a JSON object such as {\"job\":\"dns\"}");
  }
}
