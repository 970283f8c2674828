package dev.tocsin.pipeline.retrain;

import dev.tocsin.detect.Scored;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Promotion;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;

/** One of the two models of a {@link Contest}, and how it does. Confined to one thread. */
final class Contestant {
  /** 2 / α of the interval score at 1 %: at the band's own 1e-4 a single point would decide. */
  private static final double OUTSIDE_WEIGHT = 200;

  /**
   * What a point may cost at most: ten changes outside. An incident counts, but not without end.
   */
  private static final double MAX_POINT = 10 * OUTSIDE_WEIGHT;

  /** The error a point may count with at most, in changes. */
  private static final double MAX_ERROR = 20;

  private final ServingModel model;
  private final ScoreBatch batch;

  /** Of the steps of the block added last. */
  private final Admission[] admissions;

  /** How many of these have been gone through. */
  private int gone;

  /** How many of all steps gone through are scored. */
  private int accepted;

  /** Which result of the batch the i-th compared step has. */
  private final int[] results;

  private double intervalScore;
  private double error;
  private long alerts;

  /**
   * A model.
   *
   * @param block how many steps of a series are scored together
   * @param steps that are compared before all are forgotten, at most
   */
  Contestant(ServingModel model, int block, int steps) {
    this.model = model;
    this.batch = model.batch(block, 1 + steps / block);
    this.admissions = new Admission[block];
    this.results = new int[steps];
  }

  /** Forgets all steps; what was counted stays. */
  void clear() {
    batch.clear();
    accepted = 0;
  }

  /** Adds the steps of a block that begins at a column. */
  void add(SlidingWindows windows, int row, int column, int index) {
    batch.add(windows, row, column, index, admissions, 0);
    gone = 0;
  }

  /** Goes to the next step of the block, and says whether it is scored. */
  boolean next() {
    boolean isAccepted = admissions[gone++] == Admission.ACCEPTED;
    accepted += isAccepted ? 1 : 0;
    return isAccepted;
  }

  /** Lets the step that was gone to be the i-th that is compared. */
  void note(int i) {
    results[i] = accepted - 1;
  }

  /** Scores the steps that were added. */
  void finish() {
    batch.finish();
  }

  /** Which of the model's series a row is. */
  int index(SeriesMatrix aligned, int row) {
    return model.parameters().indexOf(aligned.labels(row));
  }

  /** When a series joined the model: it was fitted on the steps before. */
  long joinedMillis(int index) {
    SeriesParameters known = model.parameters();
    return known.has(DetectorContract.JOINED_AT)
        ? (long) known.tensor(DetectorContract.JOINED_AT).value(index, 0) // NaN becomes 0
        : 0;
  }

  /** Whether the i-th step compared is anomalous. */
  boolean isAlert(int i) {
    return batch.anomalyScore(results[i]) >= Scored.THRESHOLD;
  }

  /**
   * Counts the i-th step compared. Without a forecast only alerts can be compared.
   *
   * @param y the value there
   * @param scale what errors are measured in
   */
  void count(int i, double y, double scale) {
    alerts += isAlert(i) ? 1 : 0;
    if (!model.forecasts()) {
      return;
    }
    double lower = batch.yhatLower(results[i]);
    double upper = batch.yhatUpper(results[i]);
    double outside = Math.max(0, Math.max(lower - y, y - upper));
    double score = (upper - lower + OUTSIDE_WEIGHT * outside) / scale;
    intervalScore += Math.min(MAX_POINT, score);
    error += Math.min(MAX_ERROR, Math.abs(y - batch.yhat(results[i])) / scale);
  }

  /** The figures of so many steps that were counted. */
  Promotion.Figures figures(long points) {
    return new Promotion.Figures(intervalScore / points, error / points, alerts);
  }
}
