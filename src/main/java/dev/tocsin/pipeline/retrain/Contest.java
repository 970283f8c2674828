package dev.tocsin.pipeline.retrain;

import dev.tocsin.detect.Scored;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Promotion;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.calibration.SpreadFloor;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;

/**
 * Champion and challenger on the same steps, scored as live steps are.
 *
 * <p>Points that both call anomalous are incidents: the wider band would win them, so they do not
 * count. Confined to one thread.
 */
final class Contest {
  /** 2 / α of the interval score at 1 %: at the band's own 1e-4 a single point would decide. */
  private static final double OUTSIDE_WEIGHT = 200;

  /**
   * What a point may cost at most: ten changes outside. An incident counts, but not without end.
   */
  private static final double MAX_POINT = 10 * OUTSIDE_WEIGHT;

  /** The error a point may count with at most, in changes. */
  private static final double MAX_ERROR = 20;

  /** Values looked at: more tell no more, and cost a second each time. */
  private static final long MAX_VALUES = 2_000_000;

  private final SlidingWindows windows;
  private final SeriesMatrix aligned;
  private final int from;
  private final int stride;
  private final Side champion;
  private final Side challenger;
  private final int[] columns;
  private long points;
  private long incidents;
  private long lost;
  private long gained;

  private static final class Side {
    private final ServingModel model;
    private final ScoreBatch batch;

    /** Which result of the batch the i-th compared step has. */
    private final int[] results;

    private double intervalScore;
    private double error;
    private long alerts;

    private Side(ServingModel model, int rows) {
      this.model = model;
      this.batch = model.batch(rows);
      this.results = new int[rows];
    }

    private boolean adds(SlidingWindows windows, int row, int column, int index) {
      return batch.add(windows, row, column, index) == Admission.ACCEPTED;
    }

    private int index(SeriesMatrix aligned, int row) {
      return model.parameters().indexOf(aligned.labels(row));
    }

    /** When a series joined the model: it was fitted on the steps before. */
    private long joinedMillis(int index) {
      SeriesParameters known = model.parameters();
      return known.has(DetectorContract.JOINED_AT)
          ? (long) known.tensor(DetectorContract.JOINED_AT).value(index, 0) // NaN becomes 0
          : 0;
    }

    private boolean isAlert(int i) {
      return batch.anomalyScore(results[i]) >= Scored.THRESHOLD;
    }

    /** Without a forecast only alerts can be compared. */
    private void count(int i, double y, double scale) {
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

    private Promotion.Figures figures(long points) {
      return new Promotion.Figures(intervalScore / points, error / points, alerts);
    }
  }

  /** A contest on the steps from {@code from} to the end. */
  Contest(SlidingWindows windows, int from, ServingModel champion, ServingModel challenger) {
    this.windows = windows;
    this.aligned = windows.aligned();
    this.from = from;
    int steps = aligned.columns() - from;
    this.stride = (int) Math.max(1, (long) steps * aligned.rows() / MAX_VALUES);
    this.columns = new int[steps];
    this.champion = new Side(champion, steps);
    this.challenger = new Side(challenger, steps);
  }

  /** Goes through all series. */
  Contest run() {
    for (int row = 0; row < aligned.rows(); row++) {
      int index = champion.index(aligned, row);
      int challengerIndex = challenger.index(aligned, row);
      if (index != SeriesParameters.UNKNOWN) {
        compare(row, index, challengerIndex);
      } else if (challengerIndex != SeriesParameters.UNKNOWN) {
        gained += values(row);
      }
    }
    return this;
  }

  private int values(int row) {
    int values = 0;
    for (int column = from; column < aligned.columns(); column += stride) {
      values += Double.isFinite(aligned.value(row, column)) ? 1 : 0;
    }
    return values;
  }

  private int firstUnseen(int championIndex) {
    long joined = champion.joinedMillis(championIndex);
    int column = from;
    while (column < aligned.columns() && aligned.grid().timeMillis(column) <= joined) {
      column++;
    }
    return column;
  }

  private void compare(int row, int championIndex, int challengerIndex) {
    champion.batch.clear();
    challenger.batch.clear();
    int count = 0;
    int ofChampion = 0;
    int ofChallenger = 0;
    for (int column = firstUnseen(championIndex); column < aligned.columns(); column += stride) {
      boolean first = champion.adds(windows, row, column, championIndex);
      boolean second = challenger.adds(windows, row, column, challengerIndex);
      if (first && second) {
        champion.results[count] = ofChampion;
        challenger.results[count] = ofChallenger;
        columns[count++] = column;
      }
      ofChampion += first ? 1 : 0;
      ofChallenger += second ? 1 : 0;
      lost += first && !second ? 1 : 0;
    }
    champion.batch.finish();
    challenger.batch.finish();
    count(row, count, scale(row, count));
  }

  /** The mean absolute change to the steps compared. */
  private double scale(int row, int count) {
    double changes = 0;
    double level = 0;
    int known = 0;
    for (int i = 0; i < count; i++) {
      double change = Math.abs(aligned.value(row, columns[i]) - aligned.value(row, columns[i] - 1));
      level = Math.max(level, Math.abs(aligned.value(row, columns[i])));
      if (Double.isFinite(change)) {
        changes += change;
        known++;
      }
    }
    double floor = SpreadFloor.of(level);
    return known == 0 ? floor : Math.max(floor, changes / known);
  }

  private void count(int row, int count, double scale) {
    for (int i = 0; i < count; i++) {
      boolean first = champion.isAlert(i);
      boolean second = challenger.isAlert(i);
      if (first && second) {
        incidents++;
        continue;
      }
      points++;
      champion.alerts += first ? 1 : 0;
      challenger.alerts += second ? 1 : 0;
      double y = aligned.value(row, columns[i]);
      champion.count(i, y, scale);
      challenger.count(i, y, scale);
    }
  }

  /** How many values were compared. */
  long points() {
    return points;
  }

  /** The share of the champion's values that the challenger no longer scores. */
  double lostShare() {
    return lost == 0 ? 0 : (double) lost / (lost + points + incidents);
  }

  /** The share of all values that only the challenger has series for. */
  double gainedShare() {
    return gained == 0 ? 0 : (double) gained / (gained + lost + points + incidents);
  }

  /** The figures; there must be points. */
  Promotion.Contest figures(double margin) {
    return new Promotion.Contest(
        aligned.grid().time(from),
        aligned.grid().time(aligned.columns() - 1),
        points,
        incidents,
        margin,
        champion.figures(points),
        challenger.figures(points));
  }
}
