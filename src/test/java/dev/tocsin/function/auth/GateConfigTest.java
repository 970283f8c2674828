package dev.tocsin.function.auth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.function.config.ConfigValues;
import dev.tocsin.function.config.TocsinConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate makes of configuration: whatever is wrong, it never opens by mistake. */
class GateConfigTest {
  @TempDir private Path folder;

  private static Gate gate(String... properties) {
    SmallRyeConfig config = ConfigValues.read(ConfigValues.of(properties));
    return new Gate(config.getConfigMapping(TocsinConfig.class), config, InstantSource.system());
  }

  @ParameterizedTest
  @CsvSource({"token, ''", "token-file, ''", "alert-key, ''", "alert-key-file, ' '"})
  void new_refusesWhatIsSetButEmpty(String property, String value) {
    assertThatThrownBy(() -> gate("tocsin.auth." + property, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "tocsin.auth."
                + property
                + ": set, but empty, expected a value; leave it out to let everybody in");
  }

  /** As a Secret that is not there leaves it. */
  @Test
  void new_refusesAnExpressionThatComesToNothing() {
    assertThatThrownBy(() -> gate("tocsin.auth.token", "${NOT_THERE:}"))
        .hasMessageStartingWith("tocsin.auth.token: set, but empty");
  }

  @Test
  void new_refusesATokenGivenTwice_andAKeyWithoutAToken() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "canary");
    assertThatThrownBy(
            () -> gate("tocsin.auth.token", "canary", "tocsin.auth.token-file", file.toString()))
        .hasMessage("tocsin.auth.token: a value and a file are set, expected one of them");
    assertThatThrownBy(() -> gate("tocsin.auth.alert-key", "canary"))
        .hasMessageStartingWith("tocsin.auth.alert-key: set without a token, expected both");
    assertThatThrownBy(() -> gate("tocsin.auth.token", "canary\nX-Admin: yes"))
        .hasMessageStartingWith("tocsin.auth.token: a secret has a line break")
        .hasMessageNotContaining("canary");
  }

  @Test
  void new_wantsAFileThatCanBeRead() throws IOException {
    Path file = folder.resolve("token");
    assertThatThrownBy(() -> gate("tocsin.auth.token-file", file.toString()))
        .hasMessage(
            "tocsin.auth.token-file: " + file + " cannot be read, expected a file of one line");
    Files.writeString(file, "canary");
    assertThatCode(() -> gate("tocsin.auth.token-file", file.toString()))
        .doesNotThrowAnyException();
  }
}
