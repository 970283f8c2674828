package dev.tocsin.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Detectors;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a detector watches what comes after its history, by series.
 *
 * @param smallestFalls the logarithm of the fall that is just found, a mean over some steps
 * @param unusualSteps how many calm steps are told to be as rare as {@link #UNUSUAL}
 */
record Watchfulness(List<Double> smallestFalls, List<Double> unusualSteps) {
  /** So rare that there are some in each series. */
  private static final double UNUSUAL = 0.01;

  /** Falls are further from each other than any window is long. */
  private static final int SPACING = 64;

  private static final int FALLS = 6;

  private static final int MAX_GAP = 3;

  /** How many calm steps are looked at. */
  static final int STEPS = SPACING * (FALLS + 1);

  private static final double LEAST_FALL = 2;

  /** Each fall is so much larger than the one before. */
  private static final double RATIO = 1.1;

  /** A power of two, for the bisection; what is not found at 42 counts as the next. */
  private static final int FALL_SIZES = 32;

  /**
   * Watches calm steps, and falls among them.
   *
   * @param after what comes after the history, a row for each series of the detector, in its order
   */
  static Watchfulness of(Fitted fitted, SeriesMatrix after) {
    List<Double> falls = new ArrayList<>();
    List<Double> unusual = new ArrayList<>();
    try (ServingModel model = ServingModel.open(Detectors.detector("dns", "a", fitted, after))) {
      for (int index = 0; index < after.rows(); index++) {
        falls.add(smallestFall(model, index, after.row(index)));
        unusual.add((double) unusual(model, index, after.row(index)));
      }
    }
    return new Watchfulness(falls, unusual);
  }

  private static long unusual(ServingModel model, int index, double[] calm) {
    int[] steps = IntStream.range(SPACING, STEPS).toArray();
    ScoreBatch batch = scored(model, index, calm, steps);
    return IntStream.range(0, steps.length)
        .filter(i -> batch.falseAlertRate(i).orElseThrow() <= UNUSUAL)
        .count();
  }

  /** By bisection at all steps side by side. */
  private static double smallestFall(ServingModel model, int index, double[] calm) {
    int[] steps = IntStream.rangeClosed(1, FALLS).map(fall -> fall * SPACING).toArray();
    int[] missed = new int[FALLS];
    int[] found = new int[FALLS];
    Arrays.fill(found, FALL_SIZES);
    for (int width = FALL_SIZES; width > 1; width /= 2) {
      double[] values = calm.clone();
      for (int i = 0; i < FALLS; i++) {
        values[steps[i]] -= fall((missed[i] + found[i]) / 2);
      }
      ScoreBatch batch = scored(model, index, values, steps);
      for (int i = 0; i < FALLS; i++) {
        int[] bound = batch.anomalyScore(i) >= 1 ? found : missed;
        bound[i] = (missed[i] + found[i]) / 2;
      }
    }
    return Arrays.stream(found).mapToDouble(size -> Math.log(fall(size))).average().orElseThrow();
  }

  private static double fall(int size) {
    return LEAST_FALL * Math.pow(RATIO, size);
  }

  private static ScoreBatch scored(ServingModel model, int index, double[] values, int... steps) {
    ScoreBatch batch = model.batch(steps.length);
    SlidingWindows windows =
        new SlidingWindows(
            SyntheticSeries.matrix(values), model.manifest().shape().window(), MAX_GAP);
    for (int step : steps) {
      assertThat(batch.add(windows, 0, step, index)).isEqualTo(Admission.ACCEPTED);
    }
    batch.finish();
    return batch;
  }
}
