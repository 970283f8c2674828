package dev.tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The examples in the README and in {@code docs}, which tests hold against what there is. */
public final class DocumentedExample {
  private static final List<Path> PAGES =
      List.of(Path.of("README.md"), Path.of("docs/CALLS.md"), Path.of("docs/CONFIGURATION.md"));

  private DocumentedExample() {}

  /** The code block behind {@code <!-- example: name -->}, of which there is one. */
  public static String of(String name) throws IOException {
    Pattern block =
        Pattern.compile("<!-- example: " + name + " -->\\s*```\\w+\\n(.*?)```", Pattern.DOTALL);
    List<String> found = new ArrayList<>();
    for (Path page : PAGES) {
      block.matcher(Files.readString(page)).results().forEach(match -> found.add(match.group(1)));
    }
    assertThat(found).as("example " + name).hasSize(1);
    return found.get(0);
  }

  /** The same, read as JSON. */
  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(of(name));
  }

  /** The names of all fields at whatever depth, but not those of labels. */
  public static Set<String> fields(JsonNode node) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      names.add(field.getKey());
      if (!field.getKey().equals("labels")) {
        names.addAll(fields(field.getValue()));
      }
    }
    if (node.isArray()) {
      node.forEach(element -> names.addAll(fields(element)));
    }
    return names;
  }
}
