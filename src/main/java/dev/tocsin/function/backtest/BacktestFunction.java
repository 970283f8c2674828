package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.function.config.Interval;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.AtOnce;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.request.RequestTime;
import dev.tocsin.model.onnx.BroughtModel;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.pipeline.backtest.RefitSchedule;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.read.RangeRead;
import dev.tocsin.pipeline.retrain.NotRetrainableException;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /backtest}: replays a job's range, or series given inline, through live scoring.
 *
 * <p>One for all calls, which it counts; by default there is one for each.
 */
@Singleton
public final class BacktestFunction {
  private static final Expected EXPECTED =
      new Expected(
          "{\"job\":\"dns\",\"start\":…} or {\"series\":[{\"labels\":{…},\"times\":[…],"
              + "\"values\":[…]}]}");

  /** Each keeps a core busy, and up to half a gigabyte. */
  private static final int MOST_AT_ONCE = 2;

  /** A job that is not retrained by schedule is refitted after so many steps. */
  private static final long REFIT_STEPS = 500;

  private static final String RETRAIN = "tocsin.jobs.%s.schedule.retrain";

  private final TocsinConfig config;
  private final Jobs jobs;
  private final Pipelines pipelines;
  private final Trainers trainers;
  private final Replays replays;
  private final RunLog log;
  private final InstantSource clock;
  private final AtOnce atOnce = new AtOnce(MOST_AT_ONCE, "back-tests are running");

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
    this.replays = new Replays(trainers);
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
          BacktestAnswer answer = answer(asked, run);
          run.put("series", answer.summary().series());
          run.put("points", answer.summary().points());
          run.put("fits", answer.summary().fits());
          run.put("incidents", answer.summary().incidents());
          return answer;
        });
  }

  private BacktestAnswer answer(BacktestRequest asked, RunLog.Run run) {
    String job = asked.job;
    return atOnce.run(() -> job != null ? ofJob(asked, job, run) : ofInline(asked));
  }

  private static BacktestRequest checked(@Nullable BacktestRequest request) {
    BacktestRequest asked = EXPECTED.body(request);
    EXPECTED.either("job", asked.job, "series", asked.series);
    List<String> idle = asked.job != null ? asked.givenOfSeries() : asked.givenOfJob();
    if (!idle.isEmpty()) {
      String met =
          asked.job != null ? "a configured job, which has its own" : "series given inline";
      throw EXPECTED.wrong(idle + " given for " + met);
    }
    return asked;
  }

  private BacktestAnswer ofInline(BacktestRequest asked) {
    JsonNode given = asked.series;
    if (given == null || !given.isArray() || given.isEmpty()) {
      throw EXPECTED.wrong("series is no list of at least one");
    }
    return new InlineBacktest(trainers, replays).answer(asked, given);
  }

  private BacktestAnswer ofJob(BacktestRequest asked, String name, RunLog.Run run) {
    Job job = jobs.named(name);
    run.job(job);
    Instant now = clock.instant();
    if (job.recipe().kind().equals(BroughtModel.KIND)) {
      throw new NotRetrainableException(name);
    }
    Instant start = RequestTime.parse("start", EXPECTED.given("start", asked.start), now);
    Instant end = RequestTime.parse(asked.end, now);
    if (!start.isBefore(end)) {
      throw ProblemException.badRequest(
          "start is " + start + ", expected a time before the end, " + end);
    }
    long steps = Duration.between(start, end).toMillis() / job.reach().step().toMillis() + 1;
    BacktestSettings settings =
        BacktestSettings.of(job.recipe())
            .withRules(new AskedRules(trainers).of(job.rules(), job.recipe().kind(), asked))
            .withSchedule(schedule(name, job));
    if (steps > settings.maxPoints()) {
      throw new ProblemException(
          Problem.Kind.TOO_LARGE,
          steps + " steps, expected at most " + settings.maxPoints() + " points");
    }
    RangeRead read = pipelines.of(job).read(job, end, (int) steps);
    List<KnownAnomaly> known = KnownAnomalies.ofAll(asked.anomalies);
    Replays.Replayed replayed =
        replays.run(read, settings, new Replays.Known(known, asked.anomalies != null));
    return BacktestAnswer.of(
        replayed.result(),
        settings,
        replayed.quality(),
        BacktestAnswer.SeriesAnswers.of(replayed.result(), read.unreadable()));
  }

  private RefitSchedule schedule(String name, Job job) {
    int history = job.reach().historySteps();
    long steps =
        Optional.ofNullable(config.jobs().get(name))
            .flatMap(it -> Interval.parse(RETRAIN.formatted(name), it.schedule().retrain()))
            .map(every -> every.toMillis() / job.reach().step().toMillis())
            .orElse(REFIT_STEPS);
    return RefitSchedule.fixed(
        history, (int) Math.max(1, Math.min(Integer.MAX_VALUE, steps)), history);
  }
}
