package dev.tocsin.model.onnx;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.FalseAlertRates;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.window.SlidingWindows;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Steps of series that are scored together.
 *
 * <p>{@link #add} steps, {@link #finish}, then read the results; the i-th accepted step has result
 * i. Steps that follow one another are added together where the graph takes them so: they share
 * nearly all of their windows. Rows go to ONNX Runtime in chunks of bounded size: the add that
 * fills a chunk runs it. {@link #clear} makes the batch usable again, its memory kept. Adding
 * allocates nothing. Confined to one thread.
 */
public final class ScoreBatch {
  /** yhat, lower, upper, score. */
  private static final int NUMBERS = DetectorContract.OUTPUTS.size();

  private final OnnxDetector detector;
  private final BatchBuffers buffers;
  private final RowReader reader;
  private final Shape shape;
  private final List<String> streams;
  private final Optional<FalseAlertRates> rates;

  /** The first of the numbers that the graph gives: a score alone is the last. */
  private final int firstNumber;

  private final Results results;

  /** How many steps are added together, and how many of them a row has. */
  private final int steps;

  private final int rowSteps;
  private final Admission[] admissions = new Admission[1];

  /**
   * A batch.
   *
   * @param steps how many are added together
   * @param expected how often that is likely; more fit too
   */
  ScoreBatch(
      OnnxDetector detector,
      GraphSignature signature,
      SeriesParameters series,
      Shape shape,
      int steps,
      int expected) {
    this.detector = detector;
    this.steps = steps;
    int rows = Math.max(1, ceilDiv(steps, signature.mostSteps()));
    this.rowSteps = Math.max(1, ceilDiv(steps, rows));
    this.buffers = new BatchBuffers(signature, series, rowSteps, expected * rows);
    this.reader = new RowReader(signature, series, shape, rowSteps);
    this.shape = shape;
    this.streams = detector.streams();
    this.firstNumber = detector.forecasts() ? 0 : NUMBERS - 1;
    this.rates = detector.rates();
    this.results = new Results(firstNumber, streams.size(), expected * steps);
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /**
   * Adds a step of a series, if it can be scored; to a batch of single steps.
   *
   * @param windows over the samples; of the detector's step and window
   * @param row of the series
   * @param column of the step that is scored; the window lies before it
   * @param index of the series among the fitted ones, or {@link SeriesParameters#UNKNOWN}
   * @return {@link Admission#ACCEPTED}, or why the step has no score
   * @throws IllegalArgumentException if the grid has another step
   * @throws IllegalStateException if the batch was made for several steps at once
   * @throws DetectorException if ONNX Runtime fails on a chunk
   */
  public Admission add(SlidingWindows windows, int row, int column, int index) {
    if (steps != 1) {
      throw new IllegalStateException(
          "one step for a batch of " + steps + " at once, expected as many as it was made for");
    }
    add(windows, row, column, index, admissions, 0);
    return admissions[0];
  }

  /**
   * Adds as many steps of a series that follow one another as the batch was made for, those that
   * can be scored.
   *
   * @param from the first of the steps
   * @param admissions gets for each step, from {@code at} on, {@link Admission#ACCEPTED}, or why it
   *     has no score
   * @throws IllegalArgumentException if the grid has another step
   * @throws DetectorException if ONNX Runtime fails on a chunk
   */
  public void add(
      SlidingWindows windows, int row, int from, int index, Admission[] admissions, int at) {
    check(windows);
    for (int added = 0; added < steps; added += rowSteps) {
      // The last row reaches back over steps that have been added, where it would be shorter.
      int first = Math.min(added, steps - rowSteps);
      addRow(windows, row, from + first, index, admissions, at + first, added - first);
    }
  }

  private void addRow(
      SlidingWindows windows,
      int row,
      int from,
      int index,
      Admission[] admissions,
      int at,
      int known) {
    if (!reader.read(windows, row, from, index, admissions, at)) {
      return;
    }
    int[] ofSteps = reader.stretch().results;
    for (int step = 0; step < rowSteps; step++) {
      boolean isNew = step >= known && admissions[at + step] == Admission.ACCEPTED;
      ofSteps[step] = isNew ? results.next() : Stretch.NO_RESULT;
    }
    buffers.append(reader.stretch(), index);
    if (buffers.isFull()) {
      runChunk();
    }
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

  /** Scores the steps that are still waiting. */
  public void finish() {
    if (!buffers.isEmpty()) {
      runChunk();
    }
    results.finish();
  }

  private void runChunk() {
    try {
      buffers.run(detector);
      results.take(buffers);
    } finally {
      buffers.clear();
    }
  }

  /** Forgets all steps and results. */
  public void clear() {
    buffers.clear();
    results.clear();
  }

  /** How many steps have a result. */
  public int size() {
    return results.size();
  }

  /** Whether the graph makes a forecast with its bounds, or a score alone. */
  public boolean forecasts() {
    return firstNumber == 0;
  }

  /** Whether the graph made numbers of result {@code i}: those brought along need not. */
  public boolean isFinite(int i) {
    return results.isFinite(i);
  }

  /** The forecast of result {@code i}; NaN, as its bounds, where the graph makes none. */
  public double yhat(int i) {
    return results.number(i, 0);
  }

  /** The band's lower bound of result {@code i}. */
  public double yhatLower(int i) {
    return results.number(i, 1);
  }

  /** The band's upper bound of result {@code i}. */
  public double yhatUpper(int i) {
    return results.number(i, 2);
  }

  /** The anomaly score of result {@code i}: 0 at yhat, 1 on the bound, more outside. */
  public double anomalyScore(int i) {
    return results.number(i, 3);
  }

  /**
   * The share of ordinary steps that is expected to score at least as high as result {@code i};
   * nothing if the detector does not tell.
   */
  public OptionalDouble falseAlertRate(int i) {
    return rates.isPresent()
        ? OptionalDouble.of(rates.get().rate(anomalyScore(i)))
        : OptionalDouble.empty();
  }

  /** The names of the streams whose shares results have; empty if the detector has none. */
  public List<String> streams() {
    return streams;
  }

  /** How much of the score of result {@code i} a stream made, from 0 to 1. */
  public double streamShare(int i, int stream) {
    return results.share(i, stream);
  }
}
