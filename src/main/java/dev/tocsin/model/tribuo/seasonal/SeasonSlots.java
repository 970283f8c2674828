package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Season;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.WallClock;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A season that the series of a job may have, and the slot of each step of their history. Computed
 * once for all series. Immutable.
 */
final class SeasonSlots {
  /** Five minutes of a week. */
  private static final int MAX_SLOTS = 2016;

  /** Fewer slots than this tell no rhythm. */
  private static final int FEWEST_SLOTS = 4;

  private static final List<Duration> CALENDAR = List.of(Duration.ofDays(1), Duration.ofDays(7));

  private final Season season;
  private final long periodSteps;
  private final int[] slots;

  private SeasonSlots(Season season, long periodSteps, int[] slots) {
    this.season = season;
    this.periodSteps = periodSteps;
    this.slots = slots;
  }

  /** The season. */
  Season season() {
    return season;
  }

  /** How many steps the season lasts. */
  long periodSteps() {
    return periodSteps;
  }

  /** The slot of a step. */
  int slot(int step) {
    return slots[step];
  }

  /** The candidates: the configured season alone, or a day and a week. */
  static List<SeasonSlots> candidates(TimeGrid grid, TrainingSettings.Calendar calendar) {
    List<SeasonSlots> candidates = new ArrayList<>();
    for (Duration period : calendar.season().map(List::of).orElse(CALENDAR)) {
      int slots = slots(period.toMillis(), grid);
      if (slots >= FEWEST_SLOTS && 2 * period.toMillis() <= grid.count() * grid.stepMillis()) {
        Season season = new Season(period.toMillis(), slots);
        long periodSteps = period.toMillis() / grid.stepMillis();
        candidates.add(new SeasonSlots(season, periodSteps, slots(season, grid, calendar)));
      }
    }
    return candidates;
  }

  /** A slot a step; at most {@value #MAX_SLOTS}, and two steps of the history for each. */
  private static int slots(long periodMillis, TimeGrid grid) {
    long steps = (periodMillis + grid.stepMillis() / 2) / grid.stepMillis();
    return (int) Math.min(Math.min(MAX_SLOTS, steps), grid.count() / 2);
  }

  private static int[] slots(Season season, TimeGrid grid, TrainingSettings.Calendar calendar) {
    WallClock clock = new WallClock(calendar.zone());
    int[] slots = new int[grid.count()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = season.slot(clock.localMillis(grid.timeMillis(i)));
    }
    return slots;
  }
}
