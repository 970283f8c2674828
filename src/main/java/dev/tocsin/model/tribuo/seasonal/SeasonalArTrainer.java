package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.ridge.RobustRidgeTrainer;
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
    RecentHistories histories = RecentHistories.of(aligned, settings);
    Models models = Models.of(aligned, histories, fitAll(histories, progress));
    Shape shape =
        new Shape(WINDOW, aligned.grid().stepMillis(), Season.none(), settings.calendar().zone());
    Fitted.Report report =
        new Fitted.Report(
            models.usable(),
            models.usable(),
            settings.seed(),
            HoldOut.accuracy(histories),
            ridge.getProvenance().toString(),
            models.leftOut());
    return new Fitted(KIND, shape, graph(shape, settings), models.parameters(), report);
  }

  private static OnnxGraph graph(Shape shape, TrainingSettings settings) {
    return new EnsembleGraph(KIND, shape, EnsembleThresholds.of(settings.falseAlertRate())).write();
  }

  @Override
  public SeriesParameters join(
      OnnxGraph graph,
      Shape shape,
      SeriesMatrix newcomers,
      TrainingSettings settings,
      Progress progress) {
    if (!graph(shape, settings).digest().equals(graph.digest())) {
      throw TrainingException.otherGraph(KIND);
    }
    RecentHistories histories = RecentHistories.ofNewcomers(newcomers, settings);
    return Models.of(newcomers, histories, fitAll(histories, progress)).parameters();
  }

  /** The models of the series whose history suffices, at least one, and the other series. */
  private record Models(
      List<Labels> labels, List<SeriesModel> models, List<Fitted.LeftOut> leftOut, long usable) {

    static Models of(SeriesMatrix aligned, RecentHistories histories, List<Outcome> outcomes) {
      List<Labels> labels = new ArrayList<>();
      List<SeriesModel> models = new ArrayList<>();
      List<Fitted.LeftOut> leftOut = new ArrayList<>();
      long usable = 0;
      for (int row = 0; row < outcomes.size(); row++) {
        Outcome outcome = outcomes.get(row);
        if (outcome.models().isEmpty()) {
          leftOut.add(histories.leftOut(row, outcome.usable()));
        } else {
          labels.add(aligned.labels(row));
          models.addAll(outcome.models());
          usable += outcome.usable();
        }
      }
      if (models.isEmpty()) {
        long most = outcomes.stream().mapToLong(Outcome::usable).max().orElse(0);
        throw TrainingException.notEnoughHistory(most, histories.fewestWindows(), Ensemble.LAGS);
      }
      return new Models(labels, models, leftOut, usable);
    }

    SeriesParameters parameters() {
      return EnsembleTensors.of(labels, models);
    }
  }

  /** The model of a series, if its history suffices, and how many of its steps count. */
  private record Outcome(List<SeriesModel> models, int usable) {}

  private static List<Outcome> fitAll(RecentHistories histories, Progress progress) {
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

  private static List<Outcome> fitTask(RecentHistories histories, int from) {
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
