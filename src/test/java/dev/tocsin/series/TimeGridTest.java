package dev.tocsin.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeGridTest {
  @Test
  void endingAt_alignsToMultiplesOfTheStep() {
    TimeGrid grid = TimeGrid.endingAt(Instant.ofEpochMilli(100_999), Duration.ofSeconds(15), 3);

    assertThat(grid).isEqualTo(new TimeGrid(60_000, 15_000, 3));
    assertThat(grid.endMillis()).isEqualTo(90_000);
    assertThat(grid.time(2)).isEqualTo(Instant.ofEpochSecond(90));
  }

  @Test
  void endingAt_alignsBeforeTheEpochToo() {
    assertThat(TimeGrid.endingAt(Instant.ofEpochMilli(-1), Duration.ofSeconds(10), 1).endMillis())
        .isEqualTo(-10_000);
  }

  @Test
  void slice_keepsTimes() {
    TimeGrid grid = new TimeGrid(1_000, 500, 10);

    assertThat(grid.slice(2, 5)).isEqualTo(new TimeGrid(2_000, 500, 3));
  }

  @Test
  void constructor_refusesEmptyGridsAndSteps() {
    assertThatThrownBy(() -> new TimeGrid(0, 0, 1))
        .hasMessage("step is 0 ms, expected at least 1 ms");
    assertThatThrownBy(() -> new TimeGrid(0, 1, 0))
        .hasMessage("the grid has 0 steps, expected at least 1");
  }
}
