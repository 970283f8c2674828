package dev.tocsin.demo.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.series.Labels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordedSeriesTest {
  private static final Labels UP = Labels.of("__name__", "up");

  @Test
  void valueAt_isTheLatestThatIsYoungerThanTheLookback() {
    RecordedSeries series = new RecordedSeries(UP, Timeline.of(1_000, 2_000), 1, 2);
    Duration lookback = Duration.ofSeconds(5);

    assertThat(series.valueAt(999, lookback)).isNaN();
    assertThat(series.valueAt(1_000, lookback)).isEqualTo(1);
    assertThat(series.valueAt(1_999, lookback)).isEqualTo(1);
    assertThat(series.valueAt(6_999, lookback)).isEqualTo(2);
    assertThat(series.valueAt(7_000, lookback)).isNaN();
  }

  @Test
  void constructor_refusesAnotherNumberOfValuesThanOfTimes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecordedSeries(UP, Timeline.of(1, 2), 1))
        .withMessageContaining("1 values for");
  }

  @Test
  void timeline_refusesTimesThatDoNotAscend() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeline.of(1, 2, 2))
        .withMessage("time 2 ms follows 2 ms, expected ascending times");
    assertThatIllegalArgumentException().isThrownBy(Timeline::of).withMessageContaining("no time");
  }
}
