package dev.tocsin.eval.contest;

import dev.tocsin.detect.GroupPoint;
import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.Protocol;
import dev.tocsin.function.backtest.BacktestRequest;
import dev.tocsin.function.backtest.InlineSettings;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.model.Progress;
import dev.tocsin.pipeline.backtest.Backtest;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.TimeGrid;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tocsin itself, as {@code POST /backtest} answers series given inline: the same settings, models,
 * judgement and incidents, at the defaults.
 *
 * <p>The samples of a case are taken in their order as evenly spaced, as those of a request without
 * a step are. What a case's protocol tells of it is what a request would give: the season and the
 * groups.
 *
 * @param trainers of all kinds
 * @param kind of the models
 */
public record Tocsin(Trainers trainers, String kind) implements Contender {
  /** The one that ships: of the kind that a job has where none is configured. */
  public static Tocsin shipped() {
    return new Tocsin(new Trainers(InstantSource.system()), TocsinConfig.Model.DEFAULT_KIND);
  }

  @Override
  public String name() {
    return "Tocsin, " + kind;
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
    BacktestRequest asked = new BacktestRequest();
    asked.setKind(kind);
    asked.setSeason(protocol.season().map(PrometheusDuration::format).orElse(null));
    asked.setGroupBy(List.copyOf(protocol.grouping().by()));
    BacktestSettings settings = InlineSettings.of(asked, trainers);
    if (protocol.first().isPresent()) {
      settings = settings.withSchedule(settings.schedule().withFirst(protocol.first().getAsInt()));
    }
    return Backtest.of(Objects.requireNonNull(trainers.byKind().get(kind)), settings)
        .run(one.samples(), Progress.none());
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
