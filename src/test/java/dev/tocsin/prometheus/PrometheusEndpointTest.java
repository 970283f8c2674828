package dev.tocsin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:9090, http://localhost:9090/api/v1/query_range",
    "http://localhost:9090/, http://localhost:9090/api/v1/query_range",
    "https://h/prometheus, https://h/prometheus/api/v1/query_range",
    "https://h/a%20b/c/, https://h/a%20b/c/api/v1/query_range",
    "http://[::1]:9090, http://[::1]:9090/api/v1/query_range"
  })
  void resolve_keepsThePathPrefix(URI uri, URI expected) {
    assertThat(PrometheusEndpoint.at(uri).resolve("/api/v1/query_range")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:9090", "ftp://h", "/p", "http:///x", "http://h?a=b", "http://h#a"})
  void new_refusesWhatIsNoServer(String uri) {
    assertThatThrownBy(() -> PrometheusEndpoint.at(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one such as http://localhost:9090");
  }

  @Test
  void new_refusesUserInfoWithoutShowingIt() {
    assertThatThrownBy(() -> PrometheusEndpoint.at(URI.create("http://me:canary@h:9090")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user info")
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> PrometheusEndpoint.at(URI.create("http://h:9090?token=canary")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void new_refusesWhatCannotBeKept() {
    PrometheusEndpoint endpoint = PrometheusEndpoint.at(URI.create("http://h"));
    assertThatThrownBy(() -> endpoint.withDeadline(Duration.ZERO))
        .hasMessageContaining("deadline is PT0S, expected a positive duration");
    assertThatThrownBy(() -> endpoint.limits().withMaxSeries(0))
        .hasMessageContaining("maxSeries is 0, expected at least 1");
  }
}
