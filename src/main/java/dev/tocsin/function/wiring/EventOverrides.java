package dev.tocsin.function.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.function.config.TocsinConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;

/**
 * What a Knative SinkBinding wants every event to have, as {@code {"extensions":{…}}}.
 *
 * @see <a
 *     href="https://github.com/knative/specs/blob/main/specs/eventing/overview.md#sinkbinding">K_SINK
 *     and K_CE_OVERRIDES</a>
 */
final class EventOverrides {
  private EventOverrides() {}

  /**
   * The attributes, by name; possibly none.
   *
   * @throws ConfigurationException if the text is no such JSON
   */
  static Map<String, String> extensions(TocsinConfig.Events config) {
    return config.overrides().map(EventOverrides::parse).orElse(Map.of());
  }

  private static Map<String, String> parse(String text) {
    try {
      Map<String, Map<String, String>> overrides =
          new ObjectMapper().readValue(text, new TypeReference<>() {});
      return overrides.getOrDefault("extensions", Map.of());
    } catch (JsonProcessingException e) {
      throw EventWiring.GROUP.wrong(
          "overrides",
          "is \"" + text + "\", expected JSON such as {\"extensions\":{\"team\":\"a\"}}");
    }
  }
}
