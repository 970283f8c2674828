package dev.tocsin.function.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of properties in {@code docs/CONFIGURATION.md} against those there are. */
class ConfigTableTest {
  private static final Pattern PROPERTY = Pattern.compile("`(tocsin\\.[^`]*)`");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  /** A sink lets itself be asked as a Prometheus does, which one row says of all. */
  private static final String ACCESS_OF_SINKS = "tocsin.sinks.<name>.basic.*";

  @Test
  void table_hasAllPropertiesAndNoOthers() throws IOException {
    Set<String> documented = new TreeSet<>();
    rows().forEach(row -> documented.addAll(found(PROPERTY, row.get(1))));

    assertThat(documented.remove(ACCESS_OF_SINKS)).isTrue();
    assertThat(documented).isEqualTo(properties().keySet());
  }

  @Test
  void table_hasTheDefaultsThereAre() throws IOException {
    Map<String, Optional<String>> properties = properties();
    int compared = 0;
    for (List<String> row : rows().toList()) {
      List<String> names = found(PROPERTY, row.get(1));
      List<String> defaults = found(CODE, row.get(3));
      if (names.size() == 1 && defaults.size() == 1 && !names.contains(ACCESS_OF_SINKS)) {
        Optional<String> set = properties.getOrDefault(names.get(0), Optional.empty());
        if (set.isPresent() && !set.get().contains("${")) {
          assertThat(defaults).as(names.get(0)).containsExactly(set.get());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  /** The cells of each row, from 1. */
  private static Stream<List<String>> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/CONFIGURATION.md")).stream()
        .filter(line -> line.startsWith("| `tocsin."))
        .map(line -> List.of(line.split("\\|", -1)));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  /** All properties, and their defaults. */
  private static Map<String, Optional<String>> properties() {
    Map<String, Optional<String>> properties = new TreeMap<>();
    collect(TocsinConfig.class, "tocsin.", properties);
    assertThat(properties).hasSizeGreaterThan(50);
    return properties;
  }

  private static void collect(
      Class<?> group, String prefix, Map<String, Optional<String>> properties) {
    List<Method> methods = new ArrayList<>(List.of(group.getMethods()));
    methods.removeIf(method -> !Modifier.isAbstract(method.getModifiers()));
    if (group == SinkConfig.class) {
      methods.removeIf(method -> method.getDeclaringClass() == AccessConfig.class);
    }
    for (Method method : methods) {
      String name = prefix + kebab(method.getName());
      Type type = method.getGenericReturnType();
      if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
        name += ".<name>";
        type = map.getActualTypeArguments()[1];
      }
      if (type instanceof Class<?> part && isGroup(part)) {
        collect(part, name + ".", properties);
      } else {
        properties.put(
            name,
            Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value));
      }
    }
  }

  private static boolean isGroup(Class<?> type) {
    return type.isInterface() && type.getName().startsWith("dev.tocsin.");
  }

  private static String kebab(String method) {
    return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
