package dev.tocsin.model.tribuo;

import dev.tocsin.model.BandCalibration;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.DetectorException;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.window.SlidingWindows;
import java.util.Map;

/**
 * What the graph, run as it will serve, makes of the stretch held back: the bands, and how accurate
 * it is.
 *
 * @param parameters of the series, bands included
 * @param accuracy over all series
 */
record HeldBack(SeriesParameters parameters, Fitted.Accuracy accuracy) {
  /** Steps looked at over all series: some ten seconds for a window of 60. */
  private static final long MAX_STEPS = 10_000_000;

  /** More steps of a series tell little more about its band. */
  private static final int MAX_STEPS_OF_SERIES = 5_000;

  /** A constant's band in floors: wide enough for the rounding of a forecast. */
  private static final double LEAST_WIDTH_FLOORS = 4;

  static HeldBack of(
      String kind,
      OnnxGraph graph,
      Histories histories,
      Shape shape,
      TrainingSettings settings,
      Progress progress) {
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      SeriesParameters parameters = histories.parameters();
      SeriesParameters unit = parameters.with(PooledTrainer.unitBand(parameters));
      Pass pass = new Pass(histories, detector.batch(unit, shape, MAX_STEPS_OF_SERIES), settings);
      for (int index = 0; index < histories.size(); index++) {
        pass.look(index);
        progress.report(Progress.Step.of("calibrate", index + 1L, histories.size()));
      }
      return new HeldBack(parameters.with(pass.bands()), pass.accuracy());
    } catch (DetectorException e) {
      throw TrainingException.notExportable(kind, e);
    }
  }

  /** One pass over the held-back part of all series. */
  private static final class Pass {
    private final Histories histories;
    private final ScoreBatch batch;
    private final BandCalibration calibration;
    private final int steps;
    private final int[] columns = new int[MAX_STEPS_OF_SERIES];
    private final double[] lower;
    private final double[] upper;
    private final SlidingWindows windows;
    private long scored;
    private double modelError;
    private double naiveError;

    Pass(Histories histories, ScoreBatch batch, TrainingSettings settings) {
      this.histories = histories;
      this.batch = batch;
      this.windows = new SlidingWindows(histories.aligned(), settings.window(), 0);
      this.calibration = new BandCalibration(settings.falseAlertRate());
      this.steps = (int) Math.min(MAX_STEPS_OF_SERIES, Math.max(100, MAX_STEPS / histories.size()));
      this.lower = new double[histories.size()];
      this.upper = new double[histories.size()];
    }

    void look(int index) {
      Histories.Kept series = histories.kept(index);
      int count = score(series, index);
      double[] residuals = new double[count];
      for (int i = 0; i < count; i++) {
        residuals[i] = residual(series, columns[i], batch.yhat(i));
        add(residuals[i], residual(series, columns[i], before(series, columns[i])));
      }
      double minimum = LEAST_WIDTH_FLOORS * series.floor() / series.scale();
      BandCalibration.HalfWidths widths = calibration.halfWidths(residuals, minimum);
      lower[index] = widths.lower();
      upper[index] = widths.upper();
    }

    /** Scores the last held-back steps, and notes their columns. */
    private int score(Histories.Kept series, int index) {
      batch.clear();
      int count = 0;
      for (int t = windows.aligned().columns() - 1; t >= series.fitEnd() && count < steps; t--) {
        if (batch.add(windows, series.row(), t, index) == Admission.ACCEPTED) {
          columns[count++] = t;
        }
      }
      batch.finish();
      return count;
    }

    private double before(Histories.Kept series, int column) {
      return histories.aligned().value(series.row(), column - 1);
    }

    private double residual(Histories.Kept series, int column, double forecast) {
      return (histories.aligned().value(series.row(), column) - forecast) / series.scale();
    }

    /** Incidents count, but bounded, so that one does not outweigh all other steps. */
    private void add(double model, double naive) {
      scored++;
      modelError += Math.min(SeriesHistory.INCIDENT_SCALES, Math.abs(model));
      naiveError += Math.min(SeriesHistory.INCIDENT_SCALES, Math.abs(naive));
    }

    Map<String, SeriesTensor> bands() {
      return Map.of(
          DetectorContract.LOWER, SeriesTensor.copyOf(1, lower),
          DetectorContract.UPPER, SeriesTensor.copyOf(1, upper));
    }

    Fitted.Accuracy accuracy() {
      return new Fitted.Accuracy(scored, modelError / scored, naiveError / scored);
    }
  }
}
