package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowSetTest {
  @Test
  void slide_givesEveryWindowWithWhatFollowed() {
    WindowSet windows = WindowSet.ofLength(2).slide(1, 2, 3, 4).build();

    assertThat(windows.size()).isEqualTo(2);
    assertThat(windows.value(0, 0)).isEqualTo(1);
    assertThat(windows.value(0, 1)).isEqualTo(2);
    assertThat(windows.target(0)).isEqualTo(3);
    assertThat(windows.value(1, 0)).isEqualTo(2);
    assertThat(windows.target(1)).isEqualTo(4);
  }

  @Test
  void slide_leavesOutWindowsThatTouchAGap() {
    WindowSet windows =
        WindowSet.ofLength(2)
            .slide(1, 2, 3, Double.NaN, 5, 6, Double.POSITIVE_INFINITY, 8, 9, 10, 1e39, 12)
            .build();

    assertThat(targets(windows)).containsExactly(3f, 10f);
    assertThat(windows.value(1, 0)).isEqualTo(8);
  }

  @Test
  void slide_makesNoWindowAcrossTwoSeries() {
    WindowSet windows = WindowSet.ofLength(2).slide(1, 2, 3).slide(4, 5, 6).slide(7).build();

    assertThat(targets(windows)).containsExactly(3f, 6f);
  }

  @Test
  void slide_growsPastItsFirstBuffers() {
    double[] series = IntStream.range(0, 5_000).asDoubleStream().toArray();

    WindowSet windows = WindowSet.ofLength(3).slide(series).build();

    assertThat(windows.size()).isEqualTo(4_997);
    assertThat(windows.value(4_996, 0)).isEqualTo(4_996);
    assertThat(windows.target(4_996)).isEqualTo(4_999);
  }

  @Test
  void ofLength_refusesNoSteps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowSet.ofLength(0))
        .withMessage("window length is 0, expected at least 1 step");
  }

  private static Float[] targets(WindowSet windows) {
    return IntStream.range(0, windows.size()).mapToObj(windows::target).toArray(Float[]::new);
  }
}
