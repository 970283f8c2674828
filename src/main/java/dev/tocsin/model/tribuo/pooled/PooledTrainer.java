package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.model.onnx.DetectorException;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.series.SeriesMatrix;
import java.util.Optional;

/**
 * Fits one set of weights on the windows of all series together, each in its own scale, and makes
 * them a detector: what all series share from the parts that are fitted on, what differs by series
 * from the parts held back.
 */
public final class PooledTrainer implements Trainer {
  private final PooledKind kind;

  /** A trainer of detectors of a kind. */
  public PooledTrainer(PooledKind kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind.kind();
  }

  @Override
  public boolean forecasts() {
    return kind.forecasts();
  }

  @Override
  public Fitted fit(SeriesMatrix aligned, TrainingSettings settings, Progress progress) {
    Shape shape = shape(aligned, settings);
    PooledHistories histories = PooledHistories.of(aligned, shape, settings, progress);
    Threshold threshold = threshold(settings);
    PooledKind.Shared shared = kind.learn(histories, shape, threshold, settings, progress);
    Calibration calibration = calibrated(shared.graph(), histories, shape, threshold, progress);
    Fitted.Report report =
        new Fitted.Report(
            histories.usable(),
            shared.windows(),
            settings.seed(),
            calibration.accuracy(),
            shared.provenance(),
            histories.leftOut());
    return new Fitted(kind(), shape, shared.graph(), calibration.series(), report);
  }

  @Override
  public SeriesParameters join(
      OnnxGraph graph,
      Shape shape,
      SeriesMatrix newcomers,
      TrainingSettings settings,
      Progress progress) {
    PooledHistories histories = PooledHistories.of(newcomers, shape, settings, progress);
    return calibrated(graph, histories, shape, threshold(settings), progress).series();
  }

  private Threshold threshold(TrainingSettings settings) {
    return PooledThresholds.of(forecasts(), settings.falseAlertRate());
  }

  private Calibration calibrated(
      OnnxGraph graph,
      PooledHistories histories,
      Shape shape,
      Threshold threshold,
      Progress progress) {
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      if (!detector.rates().equals(Optional.of(threshold.rates()))) {
        throw TrainingException.otherGraph(kind());
      }
      Calibration calibration = kind.calibration(detector, histories, shape, threshold.nats());
      for (int index = 0; index < histories.size(); index++) {
        calibration.look(index);
        progress.report(Progress.Step.of("calibrate", index + 1L, histories.size()));
      }
      return calibration;
    } catch (DetectorException e) {
      throw TrainingException.notExportable(e);
    }
  }

  /** A season is believed when the history holds two of it. */
  private static Shape shape(SeriesMatrix aligned, TrainingSettings settings) {
    long stepMillis = aligned.grid().stepMillis();
    long historyMillis = stepMillis * aligned.columns();
    Season season =
        settings
            .calendar()
            .season()
            .filter(period -> 2 * period.toMillis() <= historyMillis)
            .map(period -> Season.of(period, aligned.grid().step()))
            .orElse(Season.none());
    return new Shape(settings.window(), stepMillis, season, settings.calendar().zone());
  }
}
