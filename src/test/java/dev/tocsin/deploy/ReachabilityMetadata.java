package dev.tocsin.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What native-image is told to keep, because nothing in the code leads there.
 *
 * @param types the entries of all files, by the type's name
 * @param resources globs
 * @see <a
 *     href="https://www.graalvm.org/latest/reference-manual/native-image/metadata/">Reachability
 *     metadata</a>
 */
record ReachabilityMetadata(Map<String, JsonNode> types, List<String> resources) {
  private static final Path FOLDER = Path.of("src/main/resources/META-INF/native-image/dev.tocsin");

  static ReachabilityMetadata read() throws IOException {
    Map<String, JsonNode> types = new TreeMap<>();
    List<String> resources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        JsonNode metadata = new ObjectMapper().readTree(file.toFile());
        for (JsonNode entry : metadata.path("reflection")) {
          if (types.put(name(entry.path("type")), entry) != null) {
            throw new IllegalStateException(file + " has a second entry of " + entry.path("type"));
          }
        }
        metadata.path("resources").forEach(one -> resources.add(one.path("glob").asText()));
      }
    }
    return new ReachabilityMetadata(types, resources);
  }

  /** Of a proxy, which has no name, that of its interface. */
  private static String name(JsonNode type) {
    return type.isTextual() ? type.asText() : type.at("/proxy/0").asText();
  }

  /** Whether a type has an entry with all these flags. */
  boolean has(String type, String... flags) {
    JsonNode entry = types.get(type);
    return entry != null && Stream.of(flags).allMatch(flag -> entry.path(flag).asBoolean());
  }

  /** The parameters of the constructors and methods of a type, as its entry lists them. */
  Stream<List<String>> parameters(String type, String method) {
    JsonNode entry = types.getOrDefault(type, MissingNode.getInstance());
    return StreamSupport.stream(entry.path("methods").spliterator(), false)
        .filter(listed -> listed.path("name").asText().equals(method))
        .map(
            listed ->
                StreamSupport.stream(listed.path("parameterTypes").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList());
  }
}
