package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Season;
import dev.tocsin.model.TrainingSettings.Calendar;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeasonSlotsTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void candidates_areADayAndAWeekThatTheHistoryHoldsTwoOf() {
    assertThat(candidates(HOUR, 14 * 24))
        .containsExactly(new Season(24 * HOUR, 24), new Season(168 * HOUR, 168));
    assertThat(candidates(HOUR, 14 * 24 - 1)).containsExactly(new Season(24 * HOUR, 24));
    assertThat(candidates(HOUR, 47)).isEmpty();
  }

  @Test
  void candidates_haveSlotsEnoughToTellARhythm() {
    assertThat(candidates(6 * HOUR, 100)).contains(new Season(24 * HOUR, 4));
    assertThat(candidates(8 * HOUR, 100)).containsExactly(new Season(168 * HOUR, 21));
  }

  private static List<Season> candidates(long stepMillis, int steps) {
    return SeasonSlots.candidates(new TimeGrid(0, stepMillis, steps), Calendar.unknown()).stream()
        .map(SeasonSlots::season)
        .toList();
  }
}
