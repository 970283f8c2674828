package dev.tocsin.detect.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class StepRangeTest {
  private static final StepRange RANGE = new StepRange(3, 5);

  @Test
  void ends_areBothInclusive() {
    assertThat(RANGE.length()).isEqualTo(3);
    assertThat(RANGE.contains(3)).isTrue();
    assertThat(RANGE.contains(5)).isTrue();
    assertThat(RANGE.contains(2)).isFalse();
    assertThat(RANGE.contains(6)).isFalse();
  }

  @Test
  void overlaps_needsACommonStep() {
    assertThat(RANGE.overlaps(new StepRange(5, 9))).isTrue();
    assertThat(RANGE.overlaps(new StepRange(0, 3))).isTrue();
    assertThat(RANGE.overlaps(new StepRange(4, 4))).isTrue();
    assertThat(RANGE.overlaps(new StepRange(6, 9))).isFalse();
    assertThat(RANGE.overlaps(new StepRange(0, 2))).isFalse();
  }

  @Test
  void constructor_refusesEndsInTheWrongOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepRange(5, 4))
        .withMessage("steps 5 to 4, expected 0 <= first <= last");
    assertThatIllegalArgumentException().isThrownBy(() -> new StepRange(-1, 4));
  }

  @Test
  void union_joinsWhatOverlapsOrTouchesInAnyOrder() {
    List<StepRange> ranges =
        List.of(
            new StepRange(20, 25), new StepRange(1, 9), new StepRange(3, 4), new StepRange(10, 12));

    assertThat(StepRange.union(ranges))
        .containsExactly(new StepRange(1, 12), new StepRange(20, 25));
    assertThat(StepRange.union(List.of())).isEmpty();
  }
}
