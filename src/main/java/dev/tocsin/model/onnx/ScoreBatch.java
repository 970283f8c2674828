package dev.tocsin.model.onnx;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Steps of series that are scored together.
 *
 * <p>{@link #add} steps, {@link #finish}, then read the results; the i-th accepted step has result
 * i. Rows go to ONNX Runtime in chunks of bounded size: the add that fills a chunk runs it. {@link
 * #clear} makes the batch usable again, its memory kept. Adding allocates nothing. Confined to one
 * thread.
 */
public final class ScoreBatch {
  private static final int RESULTS = 4;

  private final OnnxDetector detector;
  private final BatchBuffers buffers;
  private final SeriesParameters series;
  private final Shape shape;
  private final @Nullable SeriesTensor profile;
  private final double[] window;
  private final double[] seasonal;

  /** yhat, lower, upper, score of result 0, then of result 1, … */
  private double[] results = new double[0];

  private int scored;

  ScoreBatch(OnnxDetector detector, BatchBuffers buffers, SeriesParameters series, Shape shape) {
    this.detector = detector;
    this.buffers = buffers;
    this.series = series;
    this.shape = shape;
    this.profile =
        series.has(DetectorContract.PROFILE) ? series.tensor(DetectorContract.PROFILE) : null;
    this.window = new double[shape.window()];
    this.seasonal = new double[shape.window() + 1];
    if (profile != null && profile.width() != shape.season().slots()) {
      throw new DetectorException(
          DetectorException.Kind.CONTRACT,
          "seasonal profile of "
              + profile.width()
              + " slots, expected "
              + shape.season().slots()
              + " as the manifest says");
    }
  }

  /**
   * Adds a step of a series, if it can be scored.
   *
   * @param windows over the samples; of the detector's step and window
   * @param row of the series
   * @param column of the step that is scored; the window lies before it
   * @param index of the series among the fitted ones, or {@link SeriesParameters#UNKNOWN}
   * @return {@link Admission#ACCEPTED}, or why the step has no score
   * @throws IllegalArgumentException if the grid has another step
   * @throws DetectorException if ONNX Runtime fails on a chunk
   */
  public Admission add(SlidingWindows windows, int row, int column, int index) {
    SeriesMatrix aligned = windows.aligned();
    check(windows);
    Admission admission = read(windows, row, column, index);
    if (admission == Admission.ACCEPTED) {
      fillSeasonal(aligned.grid().timeMillis(column), index);
      buffers.append(window, seasonal, aligned.value(row, column), index);
      if (buffers.isFull()) {
        runChunk();
      }
    }
    return admission;
  }

  private void check(SlidingWindows windows) {
    long stepMillis = windows.aligned().grid().stepMillis();
    if (stepMillis != shape.stepMillis() || windows.length() != shape.window()) {
      throw new IllegalArgumentException(
          "windows of "
              + windows.length()
              + " steps of "
              + stepMillis
              + " ms, expected "
              + shape.window()
              + " of "
              + shape.stepMillis()
              + " ms as the detector was fitted on");
    }
  }

  private Admission read(SlidingWindows windows, int row, int column, int index) {
    if (index < 0 || index >= series.size()) {
      return Admission.UNKNOWN_SERIES;
    }
    double y = windows.aligned().value(row, column);
    if (Double.isNaN(y)) {
      return Admission.NO_SAMPLE;
    }
    if (Math.abs(y) > SlidingWindows.MAX_MAGNITUDE) {
      return Admission.NOT_FINITE;
    }
    return switch (windows.copy(row, column, window)) {
      case USABLE -> Admission.ACCEPTED;
      case WARMING_UP -> Admission.WARMING_UP;
      case GAP -> Admission.GAP;
      case NOT_FINITE -> Admission.NOT_FINITE;
    };
  }

  private void fillSeasonal(long targetMillis, int index) {
    Season season = shape.season();
    if (profile == null || !season.repeats()) {
      Arrays.fill(seasonal, profile == null ? 0 : profile.value(index, 0));
      return;
    }
    long time = targetMillis - window.length * shape.stepMillis();
    for (int i = 0; i < seasonal.length; i++) {
      seasonal[i] = profile.value(index, season.slot(time));
      time += shape.stepMillis();
    }
  }

  /** Scores the steps that are still waiting. */
  public void finish() {
    if (buffers.rows() > 0) {
      runChunk();
    }
  }

  private void runChunk() {
    int rows = buffers.rows();
    try {
      buffers.run(detector);
      if (results.length < (scored + rows) * RESULTS) {
        results = Arrays.copyOf(results, Math.max(results.length * 2, (scored + rows) * RESULTS));
      }
      for (int output = 0; output < RESULTS; output++) {
        DoubleBuffer values = buffers.output(DetectorContract.OUTPUTS.get(output));
        for (int i = 0; i < rows; i++) {
          results[(scored + i) * RESULTS + output] = values.get(i);
        }
      }
      scored += rows;
    } finally {
      buffers.clear();
    }
  }

  /** Forgets all steps and results. */
  public void clear() {
    buffers.clear();
    scored = 0;
  }

  /** How many steps have a result. */
  public int size() {
    return scored;
  }

  /** The forecast of result {@code i}. */
  public double yhat(int i) {
    return result(i, 0);
  }

  /** The band's lower bound of result {@code i}. */
  public double yhatLower(int i) {
    return result(i, 1);
  }

  /** The band's upper bound of result {@code i}. */
  public double yhatUpper(int i) {
    return result(i, 2);
  }

  /** The anomaly score of result {@code i}: 0 at yhat, 1 on the bound, more outside. */
  public double anomalyScore(int i) {
    return result(i, 3);
  }

  private double result(int i, int output) {
    if (i >= scored) {
      throw new IndexOutOfBoundsException(
          "result " + i + " of " + scored + "; finish() scores the steps that wait");
    }
    return results[i * RESULTS + output];
  }
}
