package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.Season;
import dev.tocsin.model.Shape;
import dev.tocsin.model.WallClock;
import dev.tocsin.series.TimeGrid;

/**
 * Where in its season each step of a grid lies, by the clocks of its zone: calendar arithmetic done
 * once for all series. Immutable.
 */
final class SeasonSteps {
  private final Season season;

  /** Of each step; empty where there is no season. */
  private final int[] slots;

  private final long[] cycles;

  SeasonSteps(TimeGrid grid, Shape shape) {
    this.season = shape.season();
    int count = season.repeats() ? grid.count() : 0;
    this.slots = new int[count];
    this.cycles = new long[count];
    WallClock clock = new WallClock(shape.zone());
    for (int step = 0; step < count; step++) {
      long local = clock.localMillis(grid.timeMillis(step));
      slots[step] = season.slot(local);
      cycles[step] = season.cycle(local);
    }
  }

  /** The season. */
  Season season() {
    return season;
  }

  /** The slot of a step; 0 without a season. */
  int slot(int step) {
    return slots.length == 0 ? 0 : slots[step];
  }

  /** The number of the season a step falls into, where there is one. */
  long cycle(int step) {
    return cycles[step];
  }
}
