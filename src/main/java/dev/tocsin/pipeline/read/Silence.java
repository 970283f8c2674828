package dev.tocsin.pipeline.read;

import dev.tocsin.detect.incident.View;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which series were still there when a history ended: only those can go missing afterwards. */
public final class Silence {
  private Silence() {}

  /** The fit with a note of how long each of its series had been silent at the end. */
  public static Fitted noted(Fitted fitted, SeriesMatrix history) {
    return new Fitted(
        fitted.kind(),
        fitted.shape(),
        fitted.graph(),
        noted(fitted.parameters(), history),
        fitted.report());
  }

  /** What is known of series, with the same note. */
  public static SeriesParameters noted(SeriesParameters known, SeriesMatrix history) {
    Map<Labels, Integer> rows = rows(history);
    double[] silent = new double[known.size()];
    Arrays.setAll(
        silent, i -> steps(history, rows.getOrDefault(known.labels(i), -1), history.columns()));
    return known.with(Map.of(DetectorContract.SILENT, SeriesTensor.copyOf(1, silent)));
  }

  /** Where each series of a matrix stands. */
  public static Map<Labels, Integer> rows(SeriesMatrix matrix) {
    Map<Labels, Integer> rows = new HashMap<>();
    for (int row = 0; row < matrix.rows(); row++) {
      rows.put(matrix.labels(row), row);
    }
    return rows;
  }

  /** How many steps before {@code end} have no sample. */
  private static int steps(SeriesMatrix matrix, int row, int end) {
    int steps = 0;
    while (row >= 0 && steps < end && Double.isNaN(matrix.value(row, end - 1 - steps))) {
      steps++;
    }
    return steps;
  }

  /** The series of a model that were there when its history ended. */
  public static Predicate<Labels> notAtFit(SeriesParameters known, int maxGapSteps) {
    return labels -> {
      int index = known.indexOf(labels);
      return index != SeriesParameters.UNKNOWN
          && (!known.has(DetectorContract.SILENT)
              || known.tensor(DetectorContract.SILENT).value(index, 0) <= maxGapSteps);
    };
  }

  /** The series that were there shortly before a step. */
  public static Predicate<Labels> notBefore(SeriesMatrix aligned, int step, View view) {
    Set<Labels> there = new HashSet<>();
    for (int row = 0; row < aligned.rows() && step > 0; row++) {
      if (steps(aligned, row, step) <= Math.min(view.maxGapSteps(), step - 1)) {
        there.add(aligned.labels(row));
      }
    }
    return there::contains;
  }
}
