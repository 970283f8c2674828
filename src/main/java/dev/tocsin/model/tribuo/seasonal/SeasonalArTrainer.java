package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Season;
import dev.tocsin.model.Shape;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits the ensemble: each series in closed form, all of them in one detector.
 *
 * <p>Series are fitted side by side on the common pool; the outcome does not depend on how many
 * threads that has.
 */
public final class SeasonalArTrainer implements Trainer {
  /** The name {@link #kind()} gives. */
  public static final String KIND = "seasonal-ar";

  /** L: steps before the target, whatever the settings say. */
  public static final int WINDOW = Ensemble.WINDOW;

  /** Series that one thread fits in a row. */
  private static final int TASK_SERIES = 64;

  /** Tasks between two reports of progress. */
  private static final int BLOCK_TASKS = 16;

  private final RobustRidgeTrainer ridge;

  /**
   * A trainer.
   *
   * @param clock tells when a model was trained, for its provenance
   */
  public SeasonalArTrainer(InstantSource clock) {
    this.ridge = new RobustRidgeTrainer(Ensemble.LAGS, clock);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Fitted fit(SeriesMatrix aligned, TrainingSettings settings, Progress progress) {
    Histories histories = new Histories(aligned, settings);
    List<Outcome> outcomes = fitAll(histories, progress);
    List<Labels> labels = new ArrayList<>();
    List<SeriesModel> models = new ArrayList<>();
    List<Fitted.LeftOut> leftOut = new ArrayList<>();
    long usable = 0;
    long mostUsable = 0;
    for (int row = 0; row < outcomes.size(); row++) {
      Outcome outcome = outcomes.get(row);
      mostUsable = Math.max(mostUsable, outcome.usable());
      if (outcome.models().isEmpty()) {
        leftOut.add(histories.leftOut(row, outcome.usable()));
      } else {
        labels.add(aligned.labels(row));
        models.addAll(outcome.models());
        usable += outcome.usable();
      }
    }
    int fewest = settings.limits().minimumWindows();
    if (models.isEmpty()) {
      throw TrainingException.notEnoughHistory(mostUsable, fewest, Ensemble.LAGS);
    }
    Shape shape =
        new Shape(WINDOW, aligned.grid().stepMillis(), Season.none(), settings.calendar().zone());
    Fitted.Report report =
        new Fitted.Report(
            usable,
            usable,
            settings.seed(),
            HoldOut.accuracy(histories),
            ridge.getProvenance().toString(),
            leftOut);
    return new Fitted(
        KIND,
        shape,
        new EnsembleGraph(KIND, shape, Thresholds.nats(settings.falseAlertRate())).write(),
        EnsembleTensors.of(labels, models),
        report);
  }

  /** The model of a series, if its history suffices, and how many of its steps count. */
  private record Outcome(List<SeriesModel> models, int usable) {}

  private static List<Outcome> fitAll(Histories histories, Progress progress) {
    int rows = histories.size();
    List<Outcome> outcomes = new ArrayList<>(rows);
    int block = TASK_SERIES * BLOCK_TASKS;
    for (int from = 0; from < rows; from += block) {
      int first = from;
      int tasks = Math.min(BLOCK_TASKS, (rows - from + TASK_SERIES - 1) / TASK_SERIES);
      IntStream.range(0, tasks)
          .parallel()
          .mapToObj(task -> fitTask(histories, first + task * TASK_SERIES))
          .toList()
          .forEach(outcomes::addAll);
      progress.report(Progress.Step.of("fit", outcomes.size(), rows));
    }
    return outcomes;
  }

  private static List<Outcome> fitTask(Histories histories, int from) {
    SeriesFit fit = histories.fit();
    int to = Math.min(from + TASK_SERIES, histories.size());
    List<Outcome> outcomes = new ArrayList<>(to - from);
    for (int row = from; row < to; row++) {
      outcomes.add(
          fit.past(histories.values(row))
              .map(
                  past ->
                      new Outcome(
                          histories.suffices(past) ? List.of(fit.fit(past)) : List.of(),
                          past.usable()))
              .orElse(new Outcome(List.of(), 0)));
    }
    return outcomes;
  }
}
