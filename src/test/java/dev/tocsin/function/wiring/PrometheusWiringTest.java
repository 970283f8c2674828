package dev.tocsin.function.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.function.config.ConfigValues;
import dev.tocsin.prometheus.ReadLimits;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

class PrometheusWiringTest {
  /** A default that the heap cannot hold would let a large answer end the process. */
  @Test
  void limits_withoutAWord_areWhatTheHeapHolds() {
    assertThat(limits()).isEqualTo(ReadLimits.defaults());
    assertThat(limits().maxSamples() * Double.BYTES)
        .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 2);
  }

  @Test
  void limits_areThoseThatAreSet() {
    assertThat(
            limits(
                "tocsin.prometheus.max-series",
                "7",
                "tocsin.prometheus.max-samples",
                "300000000",
                "tocsin.prometheus.max-wire-bytes",
                "11",
                "tocsin.prometheus.max-body-bytes",
                "13"))
        .isEqualTo(new ReadLimits(7, 300_000_000, 11, 13));
  }

  @Test
  void limits_thatAreNone_nameTheProperty() {
    assertThatThrownBy(() -> limits("tocsin.prometheus.max-samples", "0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tocsin.prometheus.max-samples");
  }

  private static ReadLimits limits(String... properties) {
    return PrometheusWiring.limits(ConfigValues.tocsin(ConfigValues.of(properties)).prometheus());
  }
}
