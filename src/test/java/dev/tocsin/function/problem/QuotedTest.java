package dev.tocsin.function.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void of_keepsOneLineAndNoControls() {
    assertThat(Quoted.of("a\nb\tc\u0000\u007f")).isEqualTo("\"a\\u000ab\\u0009c\\u0000\\u007f\"");
  }

  @Test
  void of_isBounded() {
    assertThat(Quoted.of("x".repeat(1_000))).hasSize(203).endsWith("…\"");
  }
}
