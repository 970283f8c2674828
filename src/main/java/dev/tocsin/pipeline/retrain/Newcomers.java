package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.pipeline.read.Silence;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The series of a run that came after the model's fit and can join it, and those that did and have
 * twice the history by now: each is fitted a few times in all, whatever the number of runs.
 *
 * @param series in the order they were read; those that are not in the model first
 */
record Newcomers(List<Labels> series) {
  /** Bounds what joining adds to a run: about a second. */
  private static final int MOST_SERIES = 1_000;

  /** A model takes in as many as it was fitted on, or so many: more are a reason to retrain. */
  private static final int MOST_JOINED = 1_000;

  /** What a series must have of the steps that were read, out of three. */
  private static final int SAMPLES_OF_THREE = 2;

  /** With so many steps behind it a series is left to the next retraining. */
  private static final int ENOUGH_STEPS = 1_000;

  /** Copies the list. */
  Newcomers {
    series = List.copyOf(series);
  }

  /**
   * Those among the series of a run.
   *
   * @param read what the run has read
   * @param before how many of its steps lie before those that are scored
   * @param maxGapSteps how late after the first step that was read a series may begin
   */
  static Newcomers of(SeriesParameters known, SeriesMatrix read, int before, int maxGapSteps) {
    List<Labels> unknown = new ArrayList<>();
    List<Labels> grown = new ArrayList<>();
    for (int row = 0; row < read.rows(); row++) {
      Labels labels = read.labels(row);
      int index = known.indexOf(labels);
      if (known.knows(index)) {
        if (hasGrown(known, index, read.grid().timeMillis(before), read.grid().stepMillis())) {
          grown.add(labels);
        }
      } else if (isThere(read, row, before, maxGapSteps)) {
        unknown.add(labels);
      }
    }
    int room = Math.max(0, room(known));
    List<Labels> all = new ArrayList<>(unknown.subList(0, Math.min(room, unknown.size())));
    all.addAll(grown);
    return new Newcomers(all.subList(0, Math.min(MOST_SERIES, all.size())));
  }

  private static boolean hasGrown(SeriesParameters known, int index, long now, long stepMillis) {
    if (!known.has(DetectorContract.JOINED_AT)) {
      return false;
    }
    double steps = known.tensor(DetectorContract.JOINED_STEPS).value(index, 0);
    double since = (now - known.tensor(DetectorContract.JOINED_AT).value(index, 0)) / stepMillis;
    return steps < ENOUGH_STEPS && since >= steps; // false where they are NaN
  }

  /** Whether the series was there all the time that was looked back: then it is worth a fit. */
  private static boolean isThere(SeriesMatrix read, int row, int before, int maxGapSteps) {
    int samples = 0;
    int first = before;
    for (int column = before - 1; column >= 0; column--) {
      if (Double.isFinite(read.value(row, column))) {
        samples++;
        first = column;
      }
    }
    return first <= maxGapSteps && 3 * samples >= SAMPLES_OF_THREE * before;
  }

  /** How many more series a model may take in. */
  private static int room(SeriesParameters known) {
    if (!known.has(DetectorContract.JOINED_AT)) {
      return Math.max(MOST_JOINED, known.size());
    }
    SeriesTensor at = known.tensor(DetectorContract.JOINED_AT);
    int joined = 0;
    for (int i = 0; i < known.size(); i++) {
      joined += Double.isNaN(at.value(i, 0)) ? 0 : 1;
    }
    return Math.max(MOST_JOINED, known.size() - joined) - joined;
  }

  /** Only these series of a history that may have others too. */
  SeriesMatrix of(SeriesMatrix history) {
    Set<Labels> wanted = new HashSet<>(series);
    return history.keeping(row -> wanted.contains(history.labels(row)));
  }

  /** What was fitted, with a note of when and on how many steps. */
  static SeriesParameters noted(SeriesParameters fitted, SeriesMatrix history, Instant end) {
    SeriesParameters silent = Silence.noted(fitted, history);
    Map<Labels, Integer> rows = Silence.rows(history);
    double[] steps = new double[fitted.size()];
    Arrays.setAll(steps, i -> steps(history, rows.getOrDefault(fitted.labels(i), -1)));
    return silent.with(
        Map.of(
            DetectorContract.JOINED_AT,
            SeriesTensor.filled(fitted.size(), (double) end.toEpochMilli()),
            DetectorContract.JOINED_STEPS,
            SeriesTensor.copyOf(1, steps)));
  }

  /** How far a series goes back; infinitely if it fills all that would ever be read. */
  private static double steps(SeriesMatrix history, int row) {
    int first = 0;
    while (row >= 0 && first < history.columns() && Double.isNaN(history.value(row, first))) {
      first++;
    }
    return first == 0 ? Double.POSITIVE_INFINITY : history.columns() - first;
  }
}
