package dev.tocsin.eval.contest;

import dev.tocsin.detect.GroupPoint;
import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.Protocol;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.pipeline.backtest.Backtest;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.pipeline.backtest.RefitSchedule;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tocsin itself, through the back-test that answers {@code POST /backtest}: the same preparation,
 * models, judgement and incidents as live, at the defaults.
 *
 * <p>The samples of a case are taken in their order as evenly spaced. What a case's protocol tells
 * of it is what a job would be configured with: the season, the hold-down, the groups.
 *
 * @param trainer of the models
 * @param lags how many steps a model looks back
 */
public record Tocsin(Trainer trainer, int lags) implements Contender {
  /** The default of {@code max-gap}. */
  private static final int MAX_GAP_STEPS = 3;

  private static final long SEED = 1;

  /** Of a configured season, a first fit sees two. */
  private static final int FIRST_SEASONS = 2;

  @Override
  public String name() {
    return "Tocsin, " + trainer.kind();
  }

  @Override
  public Answer answer(LabelledMatrix one, Protocol protocol) {
    BacktestResult result = replay(one, protocol);
    List<Scores> scores =
        protocol.isJoint()
            ? result.groups().stream().map(Tocsin::scores).toList()
            : result.series().stream().map(Tocsin::scores).toList();
    return new Answer(scores, alerts(one, result));
  }

  /** What the back-test says: a verdict for each sample, a step a column. */
  public BacktestResult replay(LabelledMatrix one, Protocol protocol) {
    ModelRecipe recipe =
        new ModelRecipe(
            trainer.kind(),
            lags,
            protocol.season(),
            new Preprocessing(CounterRule.AUTO, MAX_GAP_STEPS),
            SEED);
    Duration calm = one.step().multipliedBy(protocol.calmSteps());
    BacktestSettings settings =
        BacktestSettings.of(recipe)
            .withRules(
                IncidentRules.standard().withHoldDown(calm).withGrouping(protocol.grouping()))
            .withSchedule(schedule(one, protocol));
    return Backtest.of(trainer, settings).run(one.samples(), Progress.none());
  }

  private static RefitSchedule schedule(LabelledMatrix one, Protocol protocol) {
    int quiet = protocol.quiet().steps(one.columns());
    int seasons =
        (int) (FIRST_SEASONS * protocol.season().orElse(Duration.ZERO).dividedBy(one.step()));
    return RefitSchedule.growing().withFirst(Math.max(quiet, seasons));
  }

  private static Scores scores(SeriesVerdict series) {
    return Scores.of(series.points().stream().mapToDouble(Tocsin::score).toArray());
  }

  private static double score(PointVerdict point) {
    return point instanceof Scored scored ? scored.anomalyScore() : Double.NaN;
  }

  private static Scores scores(GroupVerdict group) {
    return Scores.of(group.points().stream().mapToDouble(Tocsin::score).toArray());
  }

  private static double score(GroupPoint point) {
    return point instanceof JointScore score ? score.anomalyScore() : Double.NaN;
  }

  private static List<StepRange> alerts(LabelledMatrix one, BacktestResult result) {
    TimeGrid grid = one.samples().grid();
    List<StepRange> alerts = new ArrayList<>();
    for (Incident incident : result.incidents()) {
      alerts.add(
          new StepRange(
              column(grid, incident.span().onset().toEpochMilli()),
              column(grid, incident.span().end().toEpochMilli())));
    }
    return alerts;
  }

  private static int column(TimeGrid grid, long timeMillis) {
    return (int) ((timeMillis - grid.startMillis()) / grid.stepMillis());
  }
}
