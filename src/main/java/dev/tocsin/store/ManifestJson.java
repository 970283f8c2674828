package dev.tocsin.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tocsin.model.Manifest;
import java.io.IOException;

/** {@code manifest.json}: snake case, times in ISO-8601. */
final class ManifestJson {
  private static final String EXCLUDED = "excluded";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          // A later version may tell more than we know.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private ManifestJson() {}

  static byte[] write(Manifest manifest) throws JsonProcessingException {
    return MAPPER.writeValueAsBytes(manifest);
  }

  static Manifest read(byte[] json) throws IOException {
    JsonNode manifest = MAPPER.readTree(json);
    if (!(manifest.get("origin") instanceof ObjectNode origin)) {
      throw new IOException("no origin in the manifest");
    }
    if (!origin.has(EXCLUDED)) { // it is from before histories had exclusions
      origin.putArray(EXCLUDED);
    }
    return MAPPER.treeToValue(manifest, Manifest.class);
  }
}
