package dev.tocsin.pipeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.detect.incident.Cause;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.read.TooManyPointsException;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.store.MemoryModelStore;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestTest {
  private static final long START = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
  private static final long STEP_MILLIS = 60_000;
  private static final Labels LOAD = Labels.of("__name__", "load", "host", "a");

  @Test
  void run_findsASpikeAndIsCalmElsewhere() {
    double[] values = noise(600, 1);
    values[400] += 40;

    BacktestResult result = backtest().run(matrix(values), Progress.none());

    assertThat(result.series()).hasSize(1);
    assertThat(result.series().get(0).points()).hasSize(600);
    assertThat(result.incidents()).hasSize(1);
    Incident incident = result.incidents().get(0);
    assertThat(incident.cause()).isEqualTo(Cause.ANOMALOUS);
    assertThat(incident.span().onset()).isEqualTo(result.grid().time(400));
    assertThat(incident.span().open()).isFalse();
    assertThat(incident.peak().orElseThrow().time()).isEqualTo(result.grid().time(400));
  }

  @Test
  void run_fitsOnItsScheduleAndHasNoScoreBefore() {
    BacktestResult result = backtest().run(matrix(noise(1_000, 1)), Progress.none());

    List<Instant> fits = result.fits().stream().map(BacktestResult.Fit::at).toList();
    assertThat(fits.get(0)).isEqualTo(result.grid().time(150));
    assertThat(fits.get(1)).isEqualTo(result.grid().time(200));
    assertThat(fits.get(fits.size() - 1)).isAfter(result.grid().time(880));
    List<PointVerdict> points = result.series().get(0).points();
    assertThat(points.subList(0, 150))
        .allMatch(p -> p instanceof Unscored u && u.reason() == Reason.NO_MODEL);
    assertThat(points.subList(150, 1_000)).allMatch(p -> p instanceof Scored);
  }

  @Test
  void run_ofEachPrefixGivesThePrefixOfTheVerdicts() {
    double[] values = noise(400, 2);
    values[250] = Double.NaN;
    values[300] += 30;
    Backtest backtest =
        Backtest.of(trainer(), settings().withSchedule(RefitSchedule.growing().withFirst(100)));

    BacktestResult whole = backtest.run(matrix(values), Progress.none());

    List<PointVerdict> points = whole.series().get(0).points();
    for (int length = 101; length <= 400; length += 13) {
      double[] prefix = java.util.Arrays.copyOf(values, length);
      BacktestResult part = backtest.run(matrix(prefix), Progress.none());
      assertThat(part.series().get(0).points()).isEqualTo(points.subList(0, length));
      Instant end = part.grid().time(length - 1);
      assertThat(onsets(part))
          .isEqualTo(onsets(whole).stream().filter(onset -> !onset.isAfter(end)).toList());
    }
  }

  @Test
  void run_ofGroupsHasTheirIncidentsAndNamesTheMetricsThatDroveThem() {
    SeriesMatrix samples = pods(400, 300);

    BacktestResult result = grouped().run(samples, Progress.none());

    assertThat(result.groups())
        .extracting(GroupVerdict::labels)
        .containsExactly(Labels.of("pod", "a"), Labels.of("pod", "b"));
    assertThat(result.incidents())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.group()).contains(Labels.of("pod", "b"));
              assertThat(incident.span().onset()).isEqualTo(result.grid().time(300));
              assertThat(incident.contributions())
                  .extracting(part -> part.incident().labels().metricName())
                  .containsExactlyInAnyOrder("cpu", "io");
            });
    JointScore peak = result.groups().get(1).peak().orElseThrow();
    assertThat(peak.time()).isBetween(result.grid().time(300), result.grid().time(312));
    assertThat(peak.driver()).isPresent();
  }

  @Test
  void run_ofEachPrefixOfGroupsGivesThePrefixOfTheirScoresAndOnsets() {
    SeriesMatrix samples = pods(400, 300);
    Backtest backtest =
        Backtest.of(
            trainer(),
            settings()
                .withRules(IncidentRules.standard().withGrouping(Grouping.by("pod")))
                .withSchedule(RefitSchedule.growing().withFirst(100)));
    BacktestResult whole = backtest.run(samples, Progress.none());

    for (int length = 290; length <= 400; length += 11) {
      BacktestResult part = backtest.run(samples.slice(0, length), Progress.none());
      for (int group = 0; group < 2; group++) {
        assertThat(part.groups().get(group).points())
            .isEqualTo(whole.groups().get(group).points().subList(0, length));
      }
      Instant end = part.grid().time(length - 1);
      assertThat(onsets(part))
          .isEqualTo(onsets(whole).stream().filter(onset -> !onset.isAfter(end)).toList());
    }
  }

  private static Backtest grouped() {
    return Backtest.of(
        trainer(), settings().withRules(IncidentRules.standard().withGrouping(Grouping.by("pod"))));
  }

  /** Two pods of three metrics: at one step two of pod b's jump; nothing else happens. */
  private static SeriesMatrix pods(int count, int at) {
    SeriesMatrix.Builder samples = SeriesMatrix.on(grid(count));
    int seed = 10;
    for (String pod : List.of("a", "b")) {
      for (String metric : List.of("cpu", "io", "ops")) {
        double[] values = noise(count, seed++);
        if (pod.equals("b") && !metric.equals("ops")) {
          values[at] += 40;
        }
        samples.add(Labels.of("__name__", metric, "pod", pod), values);
      }
    }
    return samples.build();
  }

  @Test
  void run_equalsLiveScoringOfEachStepByTheModelOfItsTime() {
    Labels other = Labels.of("__name__", "load", "host", "b");
    double[] one = noise(300, 3);
    double[] two = noise(300, 4);
    SeriesMatrix samples = SeriesMatrix.on(grid(300)).add(LOAD, one).add(other, two).build();
    MemorySource source = new MemorySource().with(LOAD, at(one)).with(other, at(two));
    Pipeline pipeline =
        new Pipeline(
            source,
            new MemoryModelStore(4),
            Map.of("linear", trainer()),
            new Manifest.Versions("t", "17", "1", "4"),
            4);
    Job job = new Job("load", "load", new Reach(step(), step(), Duration.ofMinutes(250)), recipe());
    pipeline.retrain(job, Instant.ofEpochMilli(START + 250 * STEP_MILLIS), Progress.none());
    Backtest backtest =
        Backtest.of(trainer(), settings().withSchedule(RefitSchedule.fixed(251, 1_000, 250)));

    BacktestResult replayed = backtest.run(samples, 251, Progress.none());

    for (int i = 0; i < replayed.grid().count(); i++) {
      ScoreResult live = pipeline.score(job, replayed.grid().time(i), Points.LAST);
      for (int row = 0; row < 2; row++) {
        assertThat(live.series().get(row).points())
            .containsExactly(replayed.series().get(row).points().get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-3, 1, 1e6, 1e15})
  void run_isTheSameAtAnyScale(double scale) {
    double[] values = noise(500, 5);
    values[450] += 40;
    double[] scaled = java.util.Arrays.stream(values).map(value -> value * scale).toArray();

    assertThat(onsets(backtest().run(matrix(scaled), Progress.none())))
        .isEqualTo(onsets(backtest().run(matrix(values), Progress.none())))
        .hasSize(1);
  }

  @Test
  void run_ofAConstantIsCalmUntilItMoves() {
    double[] values = new double[500];
    java.util.Arrays.fill(values, 42);
    values[400] = 43;

    BacktestResult result = backtest().run(matrix(values), Progress.none());

    assertThat(onsets(result)).containsExactly(result.grid().time(400));
  }

  @Test
  void run_ofTooFewStepsHasNoScores() {
    BacktestResult result = backtest().run(matrix(noise(40, 1)), Progress.none());

    assertThat(result.series().get(0).skipped()).contains(Reason.NO_MODEL);
    assertThat(result.fits()).isEmpty();
    assertThat(result.incidents()).isEmpty();
  }

  @Test
  void run_withoutSeriesIsEmpty() {
    BacktestResult result = backtest().run(SeriesMatrix.on(grid(100)).build(), Progress.none());

    assertThat(result.series()).isEmpty();
    assertThat(result.incidents()).isEmpty();
  }

  @Test
  void run_ofTooManyPointsIsRefused() {
    Backtest backtest = Backtest.of(trainer(), settings().withMaxPoints(499));

    assertThatThrownBy(() -> backtest.run(matrix(noise(500, 1)), Progress.none()))
        .isInstanceOf(TooManyPointsException.class)
        .hasMessage(
            "1 series with 500 points each, expected at most 499 points in an answer: replay a"
                + " shorter range, a longer step or fewer series");
  }

  @Test
  void run_tellsItsProgressAndCanBeEnded() {
    List<Progress.Step> told = new ArrayList<>();
    backtest().run(matrix(noise(600, 1)), told::add);

    assertThat(told).isSortedAccordingTo(java.util.Comparator.comparingLong(Progress.Step::done));
    assertThat(told.get(told.size() - 1)).isEqualTo(Progress.Step.of("backtest", 600, 600));

    assertThatThrownBy(
            () ->
                backtest()
                    .run(
                        matrix(noise(600, 1)),
                        step -> {
                          if (step.done() >= 200) {
                            throw new CancellationException("enough");
                          }
                        }))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void run_ofACounterScoresItsRate() {
    Labels requests = Labels.of("__name__", "requests_total");
    double[] counts = new double[500];
    double[] rates = noise(500, 6);
    for (int i = 1; i < counts.length; i++) {
      counts[i] = counts[i - 1] + rates[i];
    }
    BacktestResult result =
        backtest().run(SeriesMatrix.on(grid(500)).add(requests, counts).build(), Progress.none());

    SeriesVerdict verdict = result.series().get(0);
    Scored last = (Scored) verdict.points().get(499);
    assertThat(last.y()).isCloseTo(rates[499] / 60, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(result.incidents()).isEmpty();
  }

  private static List<Instant> onsets(BacktestResult result) {
    return result.incidents().stream().map(incident -> incident.span().onset()).toList();
  }

  private static Backtest backtest() {
    return Backtest.of(trainer(), settings());
  }

  private static PooledTrainer trainer() {
    return new PooledTrainer(new LinearTrainer());
  }

  private static BacktestSettings settings() {
    return BacktestSettings.of(recipe());
  }

  private static ModelRecipe recipe() {
    return new ModelRecipe(
        "linear", 12, Optional.empty(), new Preprocessing(CounterRule.AUTO, 3), 1);
  }

  private static Duration step() {
    return Duration.ofMillis(STEP_MILLIS);
  }

  private static TimeGrid grid(int count) {
    return new TimeGrid(START, STEP_MILLIS, count);
  }

  private static SeriesMatrix matrix(double[] values) {
    return SeriesMatrix.on(grid(values.length)).add(LOAD, values).build();
  }

  private static java.util.function.LongToDoubleFunction at(double[] values) {
    return time -> {
      long i = (time - START) / STEP_MILLIS;
      return i < 0 || i >= values.length ? Double.NaN : values[(int) i];
    };
  }

  private static double[] noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 50 + random.nextDouble();
    }
    return values;
  }
}
