package dev.tocsin.model.tribuo;

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
import dev.tocsin.series.SeriesMatrix;

/**
 * Fits one forecaster on the windows of all series together, each in its own scale, and makes it a
 * detector: level and scale of each series from its fitting part, its trust and band from the part
 * held back.
 */
public final class PooledTrainer implements Trainer {
  private final ForecasterTrainer forecasters;

  /** A trainer whose weights {@code forecasters} fits. */
  public PooledTrainer(ForecasterTrainer forecasters) {
    this.forecasters = forecasters;
  }

  @Override
  public String kind() {
    return forecasters.kind();
  }

  @Override
  public Fitted fit(SeriesMatrix aligned, TrainingSettings settings, Progress progress) {
    Shape shape = shape(aligned, settings);
    Histories histories = histories(aligned, shape, settings, progress);
    TrainingWindows windows = histories.draw(forecasters.normalisation(), settings);
    Forecaster forecaster = forecasters.fit(windows, settings, progress);
    Threshold threshold = Thresholds.of(settings.falseAlertRate());
    OnnxGraph graph =
        new DetectorGraph(kind(), shape, forecasters.normalisation(), threshold).write(forecaster);
    HeldBack heldBack = HeldBack.of(graph, histories, shape, threshold.nats(), progress);
    Fitted.Report report =
        new Fitted.Report(
            histories.usable(),
            windows.count(),
            settings.seed(),
            heldBack.accuracy(),
            forecaster.provenance(),
            histories.leftOut());
    return new Fitted(kind(), shape, graph, heldBack.parameters(), report);
  }

  @Override
  public SeriesParameters join(
      OnnxGraph graph,
      Shape shape,
      SeriesMatrix newcomers,
      TrainingSettings settings,
      Progress progress) {
    Histories histories = histories(newcomers, shape, settings, progress);
    double nats = Thresholds.of(settings.falseAlertRate()).nats();
    return HeldBack.of(graph, histories, shape, nats, progress).parameters();
  }

  /** The histories of at least one series. */
  static Histories histories(
      SeriesMatrix aligned, Shape shape, TrainingSettings settings, Progress progress) {
    Histories histories = Histories.of(aligned, shape, settings, progress);
    if (histories.size() == 0) {
      throw TrainingException.notEnoughHistory(
          histories.mostUsable(), settings.limits().minimumWindows(), shape.window());
    }
    return histories;
  }

  /** A season is believed when the history holds two of it. */
  static Shape shape(SeriesMatrix aligned, TrainingSettings settings) {
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
