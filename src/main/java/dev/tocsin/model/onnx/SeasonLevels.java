package dev.tocsin.model.onnx;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.WallClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the seasonal levels of series at consecutive steps.
 *
 * <p>Which slot a step falls into is calendar arithmetic: it is done once for all series of one
 * season that are scored at the same time. Confined to one thread.
 */
final class SeasonLevels {
  /** A job has a season or two; more are only forgotten. */
  private static final int MOST_KEPT = 8;

  private final Shape shape;
  private final WallClock clock;
  private final @Nullable SeriesTensor profile;
  private final @Nullable SeriesTensor period;
  private final List<Slots> kept = new ArrayList<>();

  /** The slots of the steps up to a time. */
  private static final class Slots {
    private final Season season;
    private long lastMillis = Long.MIN_VALUE;
    private int[] slots = new int[0];

    private Slots(Season season) {
      this.season = season;
    }
  }

  /**
   * The levels of these series.
   *
   * @throws DetectorException if profiles do not fit the season of the shape
   */
  SeasonLevels(SeriesParameters series, Shape shape) {
    this.shape = shape;
    this.clock = new WallClock(shape.zone());
    this.profile = tensor(series, DetectorContract.PROFILE);
    this.period = tensor(series, DetectorContract.PERIOD);
    if (profile != null && period == null && profile.width() != shape.season().slots()) {
      throw new DetectorException(
          DetectorException.Kind.CONTRACT,
          "seasonal profile of "
              + profile.width()
              + " slots, expected "
              + shape.season().slots()
              + " as the manifest says");
    }
  }

  private static @Nullable SeriesTensor tensor(SeriesParameters series, String name) {
    return series.has(name) ? series.tensor(name) : null;
  }

  /**
   * Writes the levels of a series at the steps up to {@code lastMillis}, inclusive.
   *
   * @return whether any is not 0; if not, nothing is written
   */
  boolean fill(int index, long lastMillis, double[] levels) {
    if (profile == null || profile.width(index) == 1) {
      double level = profile == null ? 0 : profile.value(index, 0);
      if (level != 0) {
        Arrays.fill(levels, level);
      }
      return level != 0;
    }
    int[] slots = slots(index, profile.width(index), lastMillis, levels.length);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = profile.value(index, slots[i]);
    }
    return true;
  }

  private int[] slots(int index, int count, long lastMillis, int steps) {
    long periodMillis =
        period == null ? shape.season().periodMillis() : (long) period.value(index, 0);
    Slots known = known(periodMillis, count);
    if (known.lastMillis != lastMillis || known.slots.length != steps) {
      known.slots = known.slots.length == steps ? known.slots : new int[steps];
      known.lastMillis = lastMillis;
      long time = lastMillis - (steps - 1) * shape.stepMillis();
      for (int i = 0; i < steps; i++) {
        known.slots[i] = known.season.slot(clock.localMillis(time));
        time += shape.stepMillis();
      }
    }
    return known.slots;
  }

  private Slots known(long periodMillis, int count) {
    for (int i = 0; i < kept.size(); i++) {
      Season season = kept.get(i).season;
      if (season.periodMillis() == periodMillis && season.slots() == count) {
        return kept.get(i);
      }
    }
    if (kept.size() == MOST_KEPT) {
      kept.clear();
    }
    kept.add(new Slots(new Season(periodMillis, count)));
    return kept.get(kept.size() - 1);
  }
}
