package dev.tocsin.function.wiring;

import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.TocsinConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Refuses to start with a secret that is set to nothing, such as by a Secret without the key. */
@Startup
@Singleton
final class EmptySecrets {
  private static final List<String> OF_ACCESS =
      List.of("basic.password", "basic.password-file", "bearer.token", "bearer.token-file");
  private static final List<String> OF_SIGNATURE = List.of("signature.key", "signature.key-file");

  EmptySecrets(TocsinConfig config, Config values) {
    refuse(PrometheusWiring.GROUP, OF_ACCESS, values);
    for (String sink : config.sinks().keySet()) {
      PropertyGroup group = new PropertyGroup("tocsin.sinks." + sink + ".");
      refuse(group, OF_ACCESS, values);
      refuse(group, OF_SIGNATURE, values);
    }
  }

  private static void refuse(PropertyGroup group, List<String> properties, Config values) {
    properties.forEach(property -> group.requireNotEmpty(property, values, "to go without one"));
  }
}
