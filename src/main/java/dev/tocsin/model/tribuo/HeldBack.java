package dev.tocsin.model.tribuo;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.calibration.ResidualTails;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.DetectorException;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the graph, run as it will serve, makes of the stretch held back: how far each series is to
 * trust the common weights, the bands, and how accurate it all is.
 */
final class HeldBack {
  /** Steps looked at over all series: some ten seconds for a window of 60. */
  private static final long MAX_STEPS = 10_000_000;

  /** More steps of a series tell little more about its band. */
  private static final int MAX_STEPS_OF_SERIES = 5_000;

  /** The spread of a constant in floors: wide enough for the rounding of a forecast. */
  private static final double ROUNDING_FLOORS = 4;

  /** The least spread of residuals that is believed, in scales: no series is foreseen better. */
  private static final double LEAST_SPREAD = 0.03;

  /** Tried from the highest: a lower one must be better, not equal. */
  private static final double[] TRUSTS = {1, 0.75, 0.5, 0.25, 0};

  private final Histories histories;
  private final SeriesParameters series;
  private final double threshold;
  private final ScoreBatch trusting;
  private final ScoreBatch naive;
  private final int steps;
  private final int[] columns = new int[MAX_STEPS_OF_SERIES];
  private final double[] trust;
  private final List<ResidualTails> tails;
  private final SlidingWindows windows;
  private long scored;
  private double modelError;
  private double naiveError;

  private HeldBack(Histories histories, OnnxDetector detector, Shape shape, double threshold) {
    this.histories = histories;
    this.series = histories.parameters();
    this.threshold = threshold;
    this.trusting = detector.batch(withTrust(1), shape, MAX_STEPS_OF_SERIES);
    this.naive = detector.batch(withTrust(0), shape, MAX_STEPS_OF_SERIES);
    this.steps = steps(series.size());
    this.trust = new double[series.size()];
    this.windows = new SlidingWindows(histories.aligned(), shape.window(), 0);
    this.tails = new ArrayList<>(series.size());
  }

  /** How many held-back steps of each series are looked at, at most. */
  static int steps(int series) {
    return (int) Math.min(MAX_STEPS_OF_SERIES, Math.max(100, MAX_STEPS / series));
  }

  private SeriesParameters withTrust(double common) {
    ResidualTails unknown = new ResidualTails(Tail.UNKNOWN, Tail.UNKNOWN);
    return series
        .with(bands(Collections.nCopies(series.size(), unknown)))
        .with(Map.of(DetectorContract.TRUST, SeriesTensor.filled(series.size(), common)));
  }

  private Map<String, SeriesTensor> bands(List<ResidualTails> ofSeries) {
    return Map.of(
        DetectorContract.LOWER,
        reach(ofSeries, ResidualTails::below),
        DetectorContract.UPPER,
        reach(ofSeries, ResidualTails::above),
        DetectorContract.TAILS,
        TailTensor.of(ofSeries.stream().map(ResidualTails::sides).toList()));
  }

  private SeriesTensor reach(List<ResidualTails> ofSeries, Function<ResidualTails, Tail> side) {
    return SeriesTensor.copyOf(
        1, ofSeries.stream().mapToDouble(one -> side.apply(one).at(threshold)).toArray());
  }

  /**
   * Runs the graph on what was held back.
   *
   * @throws TrainingException if it does not run
   */
  static HeldBack of(
      OnnxGraph graph, Histories histories, Shape shape, double threshold, Progress progress) {
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      HeldBack heldBack = new HeldBack(histories, detector, shape, threshold);
      for (int index = 0; index < histories.size(); index++) {
        heldBack.look(index);
        progress.report(Progress.Step.of("calibrate", index + 1L, histories.size()));
      }
      return heldBack;
    } catch (DetectorException e) {
      throw TrainingException.notExportable(e);
    }
  }

  private void look(int index) {
    Histories.Kept kept = histories.kept(index);
    int count = score(kept, index);
    double[] ofModel = residuals(kept, trusting, count);
    double[] ofNaive = residuals(kept, naive, count);
    trust[index] = trust(ofModel, ofNaive);
    double[] residuals = mixed(ofModel, ofNaive, trust[index]);
    double rounding = ROUNDING_FLOORS * kept.floor() / kept.scale();
    tails.add(ResidualTails.of(residuals, Math.max(LEAST_SPREAD, rounding)));
    scored += count;
    modelError += error(residuals);
    naiveError += error(lastValueResiduals(kept, count));
  }

  /** Scores the last held-back steps, and notes their columns. */
  private int score(Histories.Kept kept, int index) {
    trusting.clear();
    naive.clear();
    int count = 0;
    for (int t = windows.aligned().columns() - 1; t >= kept.fitEnd() && count < steps; t--) {
      if (trusting.add(windows, kept.row(), t, index) == Admission.ACCEPTED) {
        naive.add(windows, kept.row(), t, index);
        columns[count++] = t;
      }
    }
    trusting.finish();
    naive.finish();
    return count;
  }

  private double[] residuals(Histories.Kept kept, ScoreBatch batch, int count) {
    double[] residuals = new double[count];
    for (int i = 0; i < count; i++) {
      double y = histories.aligned().value(kept.row(), columns[i]);
      residuals[i] = (y - batch.yhat(i)) / kept.scale();
    }
    return residuals;
  }

  private double[] lastValueResiduals(Histories.Kept kept, int count) {
    double[] residuals = new double[count];
    for (int i = 0; i < count; i++) {
      double y = histories.aligned().value(kept.row(), columns[i]);
      double last = histories.aligned().value(kept.row(), columns[i] - 1);
      residuals[i] = (y - last) / kept.scale();
    }
    return residuals;
  }

  private static double trust(double[] ofModel, double[] ofNaive) {
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double trust : TRUSTS) {
      double error = error(mixed(ofModel, ofNaive, trust));
      if (error < least) {
        least = error;
        best = trust;
      }
    }
    return best;
  }

  private static double[] mixed(double[] ofModel, double[] ofNaive, double trust) {
    double[] mixed = new double[ofModel.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = ofNaive[i] + trust * (ofModel[i] - ofNaive[i]);
    }
    return mixed;
  }

  /** The sum of absolute residuals; incidents count, but bounded, not to outweigh all else. */
  private static double error(double[] residuals) {
    double sum = 0;
    for (double residual : residuals) {
      sum += Math.min(SeriesHistory.INCIDENT_SCALES, Math.abs(residual));
    }
    return sum;
  }

  /** The series with all their tensors. */
  SeriesParameters parameters() {
    return series
        .with(bands(tails))
        .with(
            Map.of(
                DetectorContract.TRUST,
                SeriesTensor.copyOf(1, trust),
                DetectorContract.CONSTANT,
                histories.constancy()));
  }

  /** How accurate the forecasts are over all series. */
  Fitted.Accuracy accuracy() {
    return new Fitted.Accuracy(scored, modelError / scored, naiveError / scored);
  }
}
