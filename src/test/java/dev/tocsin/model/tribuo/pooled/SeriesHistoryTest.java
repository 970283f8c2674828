package dev.tocsin.model.tribuo.pooled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Season;
import dev.tocsin.model.Shape;
import dev.tocsin.model.SyntheticSeries;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesHistoryTest {
  private static final int WINDOW = 8;

  @Test
  void fitEnd_leavesHalfOfWhatAnOutageLeft() {
    double[] values = SyntheticSeries.ar(new Random(1), 1_000, 10, 1, 0.5);
    Arrays.fill(values, 100, 1_000, Double.NaN);

    SeriesHistory history = history(values, Season.none());

    assertThat(history.usable()).isEqualTo(92);
    assertThat(history.fitEnd()).isEqualTo(WINDOW + 46);
    assertThat(history.scale()).isBetween(0.5, 2.0);
  }

  @Test
  void isInstructive_ofAnIncident_isNot() {
    double[] values = SyntheticSeries.ar(new Random(1), 200, 10, 1, 0.5);
    values[50] += 100;

    SeriesHistory history = history(values, Season.none());

    assertThat(history.isInstructive(49)).isTrue();
    assertThat(history.isInstructive(50)).isFalse();
    assertThat(history.isInstructive(51)).isFalse();
    assertThat(history.isInstructive(52)).isTrue();
    assertThat(history.isInstructive(history.fitEnd())).isFalse();
  }

  /** Two slots, three seasons in the part that is fitted on, no two of them alike. */
  @Test
  void profile_ofFewSeasons_isDrawnTowardsTheMedianOfAll() {
    double[] values = {0, 10, 0, 14, 0, 12, 0, 10};
    Shape shape =
        Shape.utc(
            WINDOW, SyntheticSeries.STEP_MILLIS, new Season(2 * SyntheticSeries.STEP_MILLIS, 2));
    SeasonSteps steps = new SeasonSteps(SyntheticSeries.grid(8), shape);

    SeasonalProfile profile = SeasonalProfile.of(values, 6, steps);

    assertThat(profile.overall()).isEqualTo(5);
    assertThat(profile.slots()).containsExactlyInAnyOrder(5 - 0.75 * 5, 5 + 0.75 * 7);
  }

  private static SeriesHistory history(double[] values, Season season) {
    Shape shape = Shape.utc(WINDOW, SyntheticSeries.STEP_MILLIS, season);
    SeasonSteps steps = new SeasonSteps(SyntheticSeries.grid(values.length), shape);
    return new SeriesHistory(values, WINDOW, steps, 0.25);
  }
}
