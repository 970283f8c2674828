package dev.tocsin.pipeline.job;

import dev.tocsin.model.Manifest;
import dev.tocsin.model.WallClock;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What of a history models are not trained on: known incidents, and maintenance that comes again.
 *
 * @param windows any of them excludes a step
 * @param zone by whose clocks those that come again are counted
 */
public record Exclusions(List<ExcludedWindow> windows, ZoneId zone) {
  private static final Exclusions NONE = new Exclusions(List.of(), ZoneOffset.UTC);

  /** Copies the list. */
  public Exclusions {
    windows = List.copyOf(windows);
  }

  /** Nothing is excluded. */
  public static Exclusions none() {
    return NONE;
  }

  /**
   * The windows as they are configured, see {@link ExcludedWindow#parse}.
   *
   * @throws InvalidJobException if one is not understood
   */
  public static Exclusions parse(List<String> windows, ZoneId zone) {
    return new Exclusions(windows.stream().map(ExcludedWindow::parse).toList(), zone);
  }

  /** The stretches of a grid that are excluded, in order. */
  public List<Manifest.Excluded> within(TimeGrid grid) {
    List<Manifest.Excluded> stretches = new ArrayList<>();
    for (int[] run : runs(grid)) {
      stretches.add(new Manifest.Excluded(grid.time(run[0]), grid.time(run[1] - 1)));
    }
    return stretches;
  }

  /** The history with no samples where it is excluded; itself if that is nowhere. */
  public SeriesMatrix applyTo(SeriesMatrix history) {
    List<int[]> runs = runs(history.grid());
    if (runs.isEmpty()) {
      return history;
    }
    SeriesMatrix.Builder kept = SeriesMatrix.on(history.grid());
    double[] values = new double[history.columns()];
    for (int row = 0; row < history.rows(); row++) {
      history.copyRow(row, 0, values.length, values, 0);
      for (int[] run : runs) {
        Arrays.fill(values, run[0], run[1], Double.NaN);
      }
      kept.add(history.labels(row), values);
    }
    return kept.build();
  }

  /** Runs of excluded steps: from (inclusive), to (exclusive). */
  private List<int[]> runs(TimeGrid grid) {
    List<int[]> runs = new ArrayList<>();
    if (windows.isEmpty()) {
      return runs;
    }
    WallClock clock = new WallClock(zone);
    int[] run = {-1, -1};
    for (int step = 0; step < grid.count(); step++) {
      long millis = grid.timeMillis(step);
      if (isExcluded(millis, clock.localMillis(millis))) {
        if (run[1] != step) {
          run = new int[] {step, step};
          runs.add(run);
        }
        run[1] = step + 1;
      }
    }
    return runs;
  }

  private boolean isExcluded(long millis, long localMillis) {
    for (ExcludedWindow window : windows) {
      if (window.contains(millis, localMillis)) {
        return true;
      }
    }
    return false;
  }
}
