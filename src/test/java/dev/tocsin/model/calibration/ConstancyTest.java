package dev.tocsin.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConstancyTest {
  @Test
  void of_valuesThatDifferByRounding_isOneValue() {
    assertThat(Constancy.of(7, 7)).isEqualTo(new Constancy(7, 7e-12));
    assertThat(Constancy.of(-1e12, -1e12 + 0.5).value()).isEqualTo(-1e12 + 0.25);
    assertThat(Constancy.of(0, 1e-12).isConstant()).isTrue();
  }

  @Test
  void of_valuesThatDifferByMore_isNone() {
    assertThat(Constancy.of(1e12, 1e12 + 2).isConstant()).isFalse();
    assertThat(Constancy.of(0, 2e-12).isConstant()).isFalse();
  }
}
