package dev.tocsin.model.tribuo;

import dev.tocsin.model.Season;
import dev.tocsin.model.Shape;
import dev.tocsin.model.WallClock;
import dev.tocsin.series.TimeGrid;

/** Where in its season each step of a grid lies, by the clocks of its zone. For one thread. */
final class SeasonSteps {
  private final TimeGrid grid;
  private final Season season;
  private final WallClock clock;

  SeasonSteps(TimeGrid grid, Shape shape) {
    this.grid = grid;
    this.season = shape.season();
    this.clock = new WallClock(shape.zone());
  }

  /** The season. */
  Season season() {
    return season;
  }

  /** The slot of a step. */
  int slot(int step) {
    return season.repeats() ? season.slot(clock.localMillis(grid.timeMillis(step))) : 0;
  }

  /** The number of the season a step falls into. */
  long cycle(int step) {
    return season.cycle(clock.localMillis(grid.timeMillis(step)));
  }
}
