package dev.tocsin.function.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.series.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertMatchTest {
  private static final Labels SERIES =
      Labels.of("__name__", "dns_requests_total", "instance", "a:9153", "job", "dns", "type", "A");

  @Test
  void isAbout_wantsOneLabelInCommonAndNoneContradicted() {
    assertThat(isAbout(Map.of("job", "dns"))).isTrue();
    assertThat(isAbout(Map.of("job", "dns", "type", "A"))).isTrue();
    assertThat(isAbout(Map.of("job", "dns", "type", "AAAA"))).isFalse();
    assertThat(isAbout(Map.of("job", "node"))).isFalse();
    assertThat(isAbout(Map.of())).isFalse();
  }

  @Test
  void isAbout_leavesOutWhatTheRuleAdds() {
    assertThat(isAbout(Map.of("alertname", "Slow", "severity", "page"))).isFalse();
    assertThat(isAbout(Map.of("alertname", "Slow", "team", "dns", "type", "A"))).isTrue();
    assertThat(isAbout(Map.of("__name__", "ALERTS", "type", "A"))).isTrue();
  }

  private static boolean isAbout(Map<String, String> alert) {
    return new AlertMatch(alert).isAbout(SERIES);
  }
}
