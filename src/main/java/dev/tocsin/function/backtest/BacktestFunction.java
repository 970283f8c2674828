package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.detect.Gates;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.job.Rules;
import dev.tocsin.function.job.RunLog;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.request.LabelNames;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.function.request.RequestTime;
import dev.tocsin.function.retrain.TrainingLog;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.Backtest;
import dev.tocsin.pipeline.BacktestResult;
import dev.tocsin.pipeline.BacktestSettings;
import dev.tocsin.pipeline.Job;
import dev.tocsin.pipeline.ModelRecipe;
import dev.tocsin.pipeline.OwnOutput;
import dev.tocsin.pipeline.RangeRead;
import dev.tocsin.pipeline.RefitSchedule;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import io.quarkus.funqy.Funq;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /backtest}: replays a job's range, or series given inline, through live scoring. */
public final class BacktestFunction {
  private static final Expected EXPECTED =
      new Expected(
          "{\"job\":\"dns\",\"start\":…} or {\"series\":[{\"labels\":{…},\"times\":[…],"
              + "\"values\":[…]}]}");
  private static final int LAGS = 12;
  private static final int MAX_GAP = 3;

  /** A job that is not retrained by schedule is refitted after so many steps. */
  private static final int REFIT_STEPS = 500;

  private final TocsinConfig config;
  private final Jobs jobs;
  private final Pipelines pipelines;
  private final Trainers trainers;
  private final RunLog log;
  private final InstantSource clock;

  BacktestFunction(
      TocsinConfig config,
      Jobs jobs,
      Pipelines pipelines,
      Trainers trainers,
      RunLog log,
      InstantSource clock) {
    this.config = config;
    this.jobs = jobs;
    this.pipelines = pipelines;
    this.trainers = trainers;
    this.log = log;
    this.clock = clock;
  }

  /** Replays. */
  @Funq
  public BacktestAnswer backtest(@Nullable BacktestRequest request) {
    return log.run(
        "backtest",
        run -> {
          BacktestRequest asked = checked(request);
          BacktestAnswer answer = asked.job != null ? ofJob(asked, asked.job) : ofInline(asked);
          run.put("series", answer.summary().series());
          run.put("points", answer.summary().points());
          run.put("fits", answer.summary().fits());
          run.put("incidents", answer.summary().incidents());
          return answer;
        });
  }

  private static BacktestRequest checked(@Nullable BacktestRequest request) {
    BacktestRequest asked = EXPECTED.body(request);
    EXPECTED.either("job", asked.job, "series", asked.series);
    if (asked.job != null && (asked.step != null || asked.kind != null)) {
      throw EXPECTED.wrong("step or kind given for a configured job");
    }
    return asked;
  }

  private BacktestAnswer ofInline(BacktestRequest asked) {
    JsonNode given = asked.series;
    if (given == null || !given.isArray() || given.isEmpty()) {
      throw EXPECTED.wrong("series is no list of at least one");
    }
    BacktestSettings settings = settings(asked);
    List<InlineSeries> series = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      series.add(InlineSeries.of(given.get(i), i));
    }
    if (series.stream().allMatch(one -> one.millis().count() == 0)) {
      throw InlineSeries.wrong("series has no sample, expected at least one");
    }
    SeriesMatrix matrix =
        new InlineMatrix(series, settings.maxPoints())
            .on(RequestDuration.parse("step", asked.step));
    SeriesRead foreign =
        OwnOutput.setAside(
            new SeriesRead(matrix, List.of(), new SeriesRead.How("inline", 0, 0, List.of())));
    BacktestResult result =
        Backtest.of(trainer(settings.recipe().kind()), settings)
            .run(foreign.matrix(), new TrainingLog("backtest"));
    return BacktestAnswer.of(result, settings, foreign.unreadable());
  }

  private BacktestSettings settings(BacktestRequest asked) {
    String kind = asked.kind == null ? TocsinConfig.Model.DEFAULT_KIND : asked.kind;
    trainer(kind);
    ModelRecipe recipe =
        new ModelRecipe(
            kind,
            kind.equals(SeasonalArTrainer.KIND) ? SeasonalArTrainer.WINDOW : LAGS,
            RequestDuration.parse("season", asked.season),
            new Preprocessing(oneOf("counters", asked.counters, CounterRule.AUTO), MAX_GAP),
            1);
    Gates gates =
        new Gates(
            oneOf("detection_direction", asked.detectionDirection, Gates.Direction.BOTH),
            Rules.deviation("min_dev_from_expected", Optional.ofNullable(asked.minDevFromExpected)),
            Rules.deviation(
                "min_rel_dev_from_expected", Optional.ofNullable(asked.minRelDevFromExpected)),
            Rules.range("data_range", Optional.ofNullable(asked.dataRange)));
    if (gates.needForecast() && !trainers.forecasts(kind)) {
      throw InlineSeries.wrong(
          "kind is " + Quoted.of(kind) + ", expected one that makes a forecast for these gates");
    }
    Optional<Duration> holdDown = RequestDuration.parse("hold_down", asked.holdDown);
    IncidentRules rules =
        Rules.withHoldDown(IncidentRules.standard().withGates(gates), "hold_down", holdDown);
    return BacktestSettings.of(recipe).withRules(grouped(rules, asked));
  }

  private static IncidentRules grouped(IncidentRules rules, BacktestRequest asked) {
    return Rules.withGroups(rules, "group_by", LabelNames.of(asked.groupBy));
  }

  private Trainer trainer(String kind) {
    Trainer trainer = trainers.byKind().get(kind);
    if (trainer == null) {
      throw InlineSeries.wrong(
          "kind is " + Quoted.of(kind) + ", expected one of " + trainers.kinds());
    }
    return trainer;
  }

  private static <E extends Enum<E>> E oneOf(String field, @Nullable String text, E byDefault) {
    if (text == null) {
      return byDefault;
    }
    E[] all = byDefault.getDeclaringClass().getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> one.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                InlineSeries.wrong(
                    "%s is %s, expected one of %s"
                        .formatted(
                            field,
                            Quoted.of(text),
                            Arrays.toString(all).toLowerCase(Locale.ROOT))));
  }

  private BacktestAnswer ofJob(BacktestRequest asked, String name) {
    Job job = jobs.named(name);
    Instant now = clock.instant();
    Instant start = RequestTime.parse(EXPECTED.given("start", asked.start), now);
    Instant end = RequestTime.parse(asked.end, now);
    if (!start.isBefore(end)) {
      throw InlineSeries.wrong("start is " + start + ", expected a time before the end, " + end);
    }
    long steps = Duration.between(start, end).toMillis() / job.reach().step().toMillis() + 1;
    BacktestSettings settings =
        BacktestSettings.of(job.recipe())
            .withRules(grouped(job.rules(), asked))
            .withSchedule(schedule(name, job));
    if (steps > settings.maxPoints()) {
      throw new ProblemException(
          Problem.Kind.TOO_LARGE,
          steps + " steps, expected at most " + settings.maxPoints() + " points");
    }
    RangeRead read = pipelines.of(job).read(job, end, (int) steps);
    BacktestResult result =
        Backtest.of(trainer(job.recipe().kind()), settings)
            .run(read.samples(), read.lead(), new TrainingLog("backtest " + name));
    return BacktestAnswer.of(result, settings, read.unreadable());
  }

  private RefitSchedule schedule(String name, Job job) {
    int history = job.reach().historySteps();
    TocsinConfig.Job configured = config.jobs().get(name);
    String every = configured == null ? "off" : configured.schedule().retrain();
    long steps =
        every.equals("off")
            ? REFIT_STEPS
            : PrometheusDuration.parse(every).toMillis() / job.reach().step().toMillis();
    return RefitSchedule.fixed(
        history, (int) Math.max(1, Math.min(Integer.MAX_VALUE, steps)), history);
  }
}
