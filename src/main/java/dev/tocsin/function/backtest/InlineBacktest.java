package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.pipeline.read.OwnOutput;
import dev.tocsin.pipeline.read.RangeRead;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.SeriesRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Back-tests of series that a request brings along. */
final class InlineBacktest {
  /** Of fewer steps a season is none, and the default kind would not look at it. */
  private static final int FEWEST_SEASON_STEPS = 4;

  private final Trainers trainers;
  private final Replays replays;

  InlineBacktest(Trainers trainers, Replays replays) {
    this.trainers = trainers;
    this.replays = replays;
  }

  /**
   * Replays the series of a request.
   *
   * @param given the request's series, at least one
   */
  BacktestAnswer answer(BacktestRequest asked, JsonNode given) {
    BacktestSettings settings = InlineSettings.of(asked, trainers);
    List<InlineSeries> series = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      series.add(InlineSeries.of(given.get(i), i));
    }
    if (series.stream().allMatch(one -> one.millis().count() == 0)) {
      throw ProblemException.badRequest("series has no sample, expected at least one");
    }
    InlineGrid grid =
        new InlineMatrix(series, settings.maxPoints())
            .on(RequestDuration.parse("step", asked.step));
    settings
        .recipe()
        .season()
        .ifPresent(season -> checkSeason(season, grid.matrix().grid().step()));
    SeriesRead foreign =
        OwnOutput.setAside(
            new SeriesRead(
                grid.matrix(), List.of(), new SeriesRead.How("inline", 0, 0, List.of())));
    RangeRead read = new RangeRead(foreign.matrix(), 0, foreign.unreadable());
    List<KnownAnomaly> known =
        Stream.concat(
                KnownAnomalies.ofAll(asked.anomalies).stream(),
                series.stream().flatMap(one -> one.anomalies().stream()))
            .map(grid::evened)
            .toList();
    Replays.Replayed replayed =
        replays.run(read, settings, new Replays.Known(known, isLabelled(asked, given)));
    return BacktestAnswer.of(
        grid.retimed(replayed.result()),
        settings,
        replayed.quality(),
        new BacktestAnswer.SeriesAnswers(
            grid.spacing().name().toLowerCase(Locale.ROOT),
            new InlineAnswers(series, grid).of(replayed.result(), read.unreadable())));
  }

  private static void checkSeason(Duration season, Duration step) {
    if (season.compareTo(step.multipliedBy(FEWEST_SEASON_STEPS)) < 0) {
      throw ProblemException.badRequest(
          "season is %s, expected %d or more steps of %s"
              .formatted(
                  PrometheusDuration.format(season),
                  FEWEST_SEASON_STEPS,
                  PrometheusDuration.format(step)));
    }
  }

  /** An empty list says something too: that nothing was anomalous. */
  private static boolean isLabelled(BacktestRequest asked, JsonNode given) {
    return asked.anomalies != null
        || IntStream.range(0, given.size()).anyMatch(i -> given.get(i).hasNonNull("anomalies"));
  }
}
