package dev.tocsin.function.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.ProblemHandler;
import dev.tocsin.function.problem.Quoted;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is no event, as Knative's data-plane contract wants it: a malformed event is a 400,
 * which is not sent again. Funqy would answer 404 or 500, which are.
 *
 * @see <a
 *     href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md#event-acknowledgement-and-delivery-retry">the
 *     contract</a>
 */
@ApplicationScoped
final class EventGuard {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BINARY = "ce-";

  /** The routes of Quarkus count from 0; its reader of bodies comes long before. */
  private static final int BEFORE_FUNCTIONS = -1;

  private static final List<String> REQUIRED = List.of("id", "source", "type", "specversion");

  private final ObjectMapper json;

  EventGuard(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Router router) {
    router.route().method(HttpMethod.POST).order(BEFORE_FUNCTIONS).handler(this::check);
  }

  private void check(RoutingContext request) {
    if (!isEvent(request)) {
      request.next();
      return;
    }
    ProblemHandler.markAsEvent(request, "");
    try {
      Function<String, @Nullable String> attributes = attributes(request);
      requireAttributes(attributes);
      ProblemHandler.markAsEvent(request, String.valueOf(attributes.apply("type")));
      request.next();
    } catch (ProblemException e) {
      request.fail(e);
    }
  }

  private static boolean isEvent(RoutingContext request) {
    return request.normalizedPath().equals("/")
        || contentType(request.request()).startsWith(STRUCTURED)
        || request.request().headers().names().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(BINARY));
  }

  private static String contentType(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  /** An attribute's value by its name, or null. */
  private Function<String, @Nullable String> attributes(RoutingContext request) {
    Buffer body = request.body().buffer();
    if (body == null || body.length() == 0) {
      throw wrong("has no data");
    }
    String type = contentType(request.request());
    if (type.startsWith(STRUCTURED)) {
      JsonNode event = parse(body);
      return name -> event.path(name).textValue();
    }
    if (!type.startsWith("application/json")) {
      throw wrong("has the content type " + Quoted.of(type));
    }
    return name -> request.request().getHeader(BINARY + name);
  }

  private JsonNode parse(Buffer body) {
    try {
      return json.readTree(body.getBytes());
    } catch (JsonProcessingException e) {
      throw wrong("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong("is not JSON");
    }
  }

  private static void requireAttributes(Function<String, @Nullable String> attributes) {
    for (String name : REQUIRED) {
      String value = attributes.apply(name);
      if (value == null || value.isBlank()) {
        throw wrong("has no " + name);
      }
      if (name.equals("specversion") && !value.startsWith("1.")) {
        throw wrong("has the specversion " + Quoted.of(value));
      }
    }
  }

  private static ProblemException wrong(String what) {
    return ProblemException.badRequest(
        "the event "
            + what
            + "; expected a CloudEvent 1.0 with id, source and type and JSON data, binary"
            + " (application/json) or structured ("
            + STRUCTURED
            + ")");
  }
}
