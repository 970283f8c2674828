package dev.tocsin.function.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Properties as a file gives them. */
public final class ConfigValues {
  private ConfigValues() {}

  /** Names and values, by turns. */
  public static Map<String, String> of(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return values;
  }

  /** Properties as Quarkus reads them. */
  public static SmallRyeConfig read(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("java.io.tmpdir", System.getProperty("java.io.tmpdir"));
    return new SmallRyeConfigBuilder()
        .withMapping(TocsinConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 500))
        .addDefaultInterceptors()
        .build();
  }

  /** Properties as Tocsin reads them. */
  public static TocsinConfig tocsin(Map<String, String> values) {
    return read(values).getConfigMapping(TocsinConfig.class);
  }
}
