package dev.tocsin.function.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.function.config.ConfigValues;
import dev.tocsin.function.config.TocsinConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptySecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tocsin.prometheus.bearer.token",
        "tocsin.prometheus.bearer.token-file",
        "tocsin.prometheus.basic.password",
        "tocsin.sinks.hook.bearer.token",
        "tocsin.sinks.hook.basic.password-file",
        "tocsin.sinks.hook.signature.key",
        "tocsin.sinks.hook.signature.key-file",
      })
  void new_refusesASecretThatIsSetButEmpty(String property) {
    assertThatThrownBy(() -> secrets(property, ""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            property + ": set, but empty, expected a value; leave it out to go without one");
    assertThatThrownBy(() -> secrets(property, "${NOT_THERE:}"))
        .hasMessageStartingWith(property + ": set, but empty");
  }

  @Test
  void new_takesSecretsThatAreSet_orLeftOut() {
    assertThatCode(() -> secrets("tocsin.sinks.hook.signature.key", "k"))
        .doesNotThrowAnyException();
  }

  private static EmptySecrets secrets(String property, String value) {
    Map<String, String> values = ConfigValues.of("tocsin.sinks.hook.kind", "webhook");
    values.put(property, value);
    SmallRyeConfig config = ConfigValues.read(values);
    return new EmptySecrets(config.getConfigMapping(TocsinConfig.class), config);
  }
}
