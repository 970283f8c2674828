package dev.tocsin.function.emit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.http.Access;
import dev.tocsin.http.ServerClient;
import dev.tocsin.http.ServerUri;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Tocsin's own events go, if anywhere: what a Knative SinkBinding sets, or configuration.
 *
 * @see <a
 *     href="https://github.com/knative/specs/blob/main/specs/eventing/overview.md#sinkbinding">K_SINK
 *     and K_CE_OVERRIDES</a>
 */
@Startup
@Singleton
public final class EventSink {
  private static final String URL = "tocsin.events.sink";
  private static final String OVERRIDES = "tocsin.events.overrides";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]*");

  private final Optional<EventSender> sender;

  public EventSink(TocsinConfig config, ObjectMapper json) {
    Map<String, String> extensions =
        config.events().overrides().map(text -> extensions(text, json)).orElse(Map.of());
    this.sender = config.events().sink().map(sink -> sender(sink, extensions));
  }

  /** What sends there; none if no sink is configured. */
  public Optional<EventSender> sender() {
    return sender;
  }

  private static EventSender sender(URI sink, Map<String, String> extensions) {
    try {
      ServerUri.check(
          sink, "sink for events", "http://broker-ingress.knative-eventing.svc/default");
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(URL + ": " + e.getMessage(), e, Set.of(URL));
    }
    return new EventSender(sink, new ServerClient(sink, Access.open()), extensions);
  }

  private static Map<String, String> extensions(String text, ObjectMapper json) {
    try {
      Map<String, Map<String, String>> overrides = json.readValue(text, new TypeReference<>() {});
      Map<String, String> extensions = overrides.getOrDefault("extensions", Map.of());
      if (extensions.entrySet().stream().allMatch(EventSink::isAttribute)) {
        return extensions;
      }
    } catch (JsonProcessingException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static boolean isAttribute(Map.Entry<String, String> extension) {
    return NAME.matcher(extension.getKey()).matches()
        && VALUE.matcher(extension.getValue()).matches();
  }

  private static ConfigurationException wrong(String text, @Nullable Throwable cause) {
    return new ConfigurationException(
        OVERRIDES + " is \"" + text + "\", expected JSON such as {\"extensions\":{\"team\":\"a\"}}",
        cause,
        Set.of(OVERRIDES));
  }
}
