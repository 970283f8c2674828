package dev.tocsin.function.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Takes bodies out of the envelope that EventBridge sends where no input is configured: the body is
 * its {@code detail}, and {@code end}, where that is left out, the event's time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">Event
 *     structure</a>
 */
@Singleton
public final class EventBridgeEnvelope implements ObjectMapperCustomizer {
  private static final String DETAIL = "detail";
  private static final String END = "end";

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(
        new SimpleModule("eventbridge-envelope").setDeserializerModifier(new Modifier()));
  }

  private static final class Modifier extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> plain) {
      return TriggeredRequest.class.isAssignableFrom(bean.getBeanClass())
          ? new Unwrapping(plain)
          : plain;
    }
  }

  /** Reads what is inside. */
  private static final class Unwrapping extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    Unwrapping(JsonDeserializer<?> plain) {
      super(plain);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> plain) {
      return new Unwrapping(plain);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      JsonNode body = unwrapped(context.readTree(json));
      try (JsonParser inside = body.traverse(json.getCodec())) {
        inside.nextToken();
        return super.deserialize(inside, context);
      }
    }

    private static JsonNode unwrapped(JsonNode body) {
      if (!body.has("detail-type") || !(body.path(DETAIL) instanceof ObjectNode detail)) {
        return body;
      }
      if (!detail.has(END) && body.path("time").isTextual()) {
        detail.set(END, body.path("time"));
      }
      return detail;
    }
  }
}
