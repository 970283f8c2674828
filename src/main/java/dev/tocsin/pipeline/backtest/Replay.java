package dev.tocsin.pipeline.backtest;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.pipeline.backtest.BacktestResult.Fit;
import dev.tocsin.pipeline.score.Judgement;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a back-test: goes through the steps, fits when it is time, and judges. */
final class Replay implements AutoCloseable {
  /** Steps of all series that are judged together: bounds what is held besides the verdicts. */
  private static final int MAX_BLOCK = 100_000;

  /** Where the history did not suffice, it is tried again so soon. */
  private static final int RETRY_STEPS = 10;

  private static final String NAME = "backtest";
  private static final Manifest.Versions NOT_KEPT = new Manifest.Versions("", "", "", "");

  private final Trainer trainer;
  private final BacktestSettings settings;
  private final SlidingWindows windows;
  private final SeriesMatrix aligned;
  private final int lead;
  private final List<List<PointVerdict>> points = new ArrayList<>();
  private final List<Fit> fits = new ArrayList<>();
  private @Nullable ServingModel model;

  Replay(Trainer trainer, BacktestSettings settings, SlidingWindows windows, int lead) {
    this.trainer = trainer;
    this.settings = settings;
    this.windows = windows;
    this.aligned = windows.aligned();
    this.lead = lead;
    for (int row = 0; row < aligned.rows(); row++) {
      points.add(new ArrayList<>(aligned.columns() - lead));
    }
  }

  /** Goes through all steps. */
  void run(Progress progress) {
    int end = aligned.rows() == 0 ? lead : aligned.columns();
    int nextFit = Math.max(lead, firstFit());
    int step = lead;
    while (step < end) {
      if (step == nextFit) {
        nextFit += fit(step, told(progress, step)) ? untilNext(step) : retry(step);
      }
      int until = Math.min(Math.min(end, nextFit), step + block());
      judge(step, until);
      step = until;
      told(progress, step).report(Progress.Step.of(NAME, 0, 0));
    }
  }

  /** A fit may last: it asks as often as it reports whether it is to end. */
  private Progress told(Progress progress, int step) {
    return inner -> progress.report(Progress.Step.of(NAME, step - lead, aligned.columns() - lead));
  }

  private int block() {
    return Math.max(1, MAX_BLOCK / aligned.rows());
  }

  private int firstFit() {
    long season = settings.recipe().season().orElse(Duration.ZERO).toMillis();
    return settings.schedule().firstFit(aligned.columns(), season / aligned.grid().stepMillis());
  }

  private int untilNext(int seen) {
    return settings.schedule().untilNext(seen);
  }

  private int retry(int seen) {
    return Math.min(RETRY_STEPS, untilNext(seen));
  }

  /** Fits on what lies before the step; the model before goes on where that fails. */
  private boolean fit(int step, Progress progress) {
    Instant at = aligned.grid().time(step);
    SeriesMatrix history =
        aligned.slice(Math.max(0, step - settings.schedule().history()), Math.max(1, step));
    try {
      SeriesMatrix learnt = settings.recipe().exclusions().applyTo(history);
      Fitted fitted = trainer.fit(learnt, settings.recipe().trainingSettings(), progress);
      serve(detector(fitted, history, at));
      int leftOut = fitted.report().leftOut().size();
      fits.add(new Fit(at, fitted.parameters().size(), leftOut, Optional.empty()));
      return true;
    } catch (TrainingException e) {
      boolean isShort = e.kind() == TrainingException.Kind.NOT_ENOUGH_HISTORY;
      if (!isShort) {
        fits.add(new Fit(at, 0, aligned.rows(), Optional.of(String.valueOf(e.getMessage()))));
      }
      return !isShort;
    }
  }

  private Detector detector(Fitted fitted, SeriesMatrix history, Instant at) {
    Manifest.Origin origin =
        new Manifest.Origin(
            NAME,
            NAME + "-" + fits.size(),
            at,
            "",
            history.grid().time(0),
            Instant.ofEpochMilli(history.grid().endMillis()),
            history.grid().stepMillis(),
            settings.recipe().preprocessing());
    return Detector.of(fitted, origin, NOT_KEPT);
  }

  private void serve(Detector detector) {
    model = model == null ? ServingModel.open(detector) : model.succeededBy(detector);
  }

  private void judge(int from, int to) {
    Judgement judgement = new Judgement(windows, from, from, to);
    List<SeriesVerdict> judged =
        model == null ? judgement.withoutModel() : judgement.by(model, series -> true);
    Gates gates = settings.rules().gates();
    for (int row = 0; row < aligned.rows(); row++) {
      points.get(row).addAll(gates.pass(judged.get(row)).points());
    }
  }

  /** A verdict for each series, once all steps are done. */
  List<SeriesVerdict> verdicts() {
    List<SeriesVerdict> verdicts = new ArrayList<>(points.size());
    for (int row = 0; row < points.size(); row++) {
      verdicts.add(new SeriesVerdict(aligned.labels(row), points.get(row)));
    }
    return verdicts;
  }

  List<Fit> fits() {
    return fits;
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
    }
  }
}
