package dev.tocsin.function.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.function.answer.AnswerText;
import dev.tocsin.function.trigger.EventTypes;
import dev.tocsin.function.trigger.SeenEvents;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;

/** Answers events with events: the same event, the same answer. */
@Singleton
final class EventReplies {
  private final ObjectMapper json;
  private final SeenEvents seen;
  private final InstantSource clock;

  EventReplies(ObjectMapper json, SeenEvents seen, InstantSource clock) {
    this.json = json;
    this.seen = seen;
    this.clock = clock;
  }

  /**
   * The reply to an event.
   *
   * @param type the reply's
   * @param request what the data are
   * @param function makes the reply's data from them, unless the event came before
   */
  <T> CloudEvent<RawValue> to(
      CloudEvent<byte[]> event, String type, Class<T> request, Function<T, Object> function) {
    String answer =
        seen.once(
            event.source(),
            event.id(),
            () ->
                AnswerText.of(function.apply(EventData.of(event, json, clock).as(request)), json));
    return CloudEventBuilder.create()
        .id(replyId(event))
        .source(EventTypes.SOURCE)
        .type(type)
        .build(new RawValue(answer));
  }

  /** The same for the same event, so that who gets the reply twice can tell. */
  private static String replyId(CloudEvent<?> event) {
    String name = event.source() + '\n' + event.id();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
