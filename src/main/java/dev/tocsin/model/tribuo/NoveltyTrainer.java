package dev.tocsin.model.tribuo;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.calibration.Threshold;
import dev.tocsin.series.SeriesMatrix;

/**
 * Fits one measure of novelty on windows of all series together, each in its own scale, and makes
 * it a detector without a forecast: what is usual for each series is told by the part held back.
 */
public final class NoveltyTrainer implements Trainer {
  private final NoveltyMeasureTrainer measures;

  /** A trainer whose measure {@code measures} fits. */
  public NoveltyTrainer(NoveltyMeasureTrainer measures) {
    this.measures = measures;
  }

  @Override
  public String kind() {
    return measures.kind();
  }

  @Override
  public Fitted fit(SeriesMatrix aligned, TrainingSettings settings, Progress progress) {
    Shape shape = PooledTrainer.shape(aligned, settings);
    Histories histories = PooledTrainer.histories(aligned, shape, settings, progress);
    TrainingSettings bounded =
        settings.withLimits(settings.limits().withMaximumWindows(measures.mostWindows()));
    TrainingWindows windows = histories.draw(Normalisation.CHANGES, bounded);
    NoveltyMeasure measure = measures.fit(windows, bounded, progress);
    Threshold threshold = Thresholds.of(settings.falseAlertRate());
    OnnxGraph graph = NoveltyGraph.write(kind(), shape, measure, threshold);
    Fitted.Report report =
        new Fitted.Report(
            histories.usable(),
            windows.count(),
            settings.seed(),
            Fitted.Accuracy.none(),
            measure.provenance(),
            histories.leftOut());
    return new Fitted(
        kind(),
        shape,
        graph,
        NoveltyCalibration.of(graph, histories, shape, threshold.nats(), progress),
        report);
  }

  @Override
  public SeriesParameters join(
      OnnxGraph graph,
      Shape shape,
      SeriesMatrix newcomers,
      TrainingSettings settings,
      Progress progress) {
    Histories histories = PooledTrainer.histories(newcomers, shape, settings, progress);
    double threshold = Thresholds.of(settings.falseAlertRate()).nats();
    return NoveltyCalibration.of(graph, histories, shape, threshold, progress);
  }
}
