package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.detect.Gates;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Rules;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.backtest.BacktestSettings;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.pipeline.backtest.RefitSchedule;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.read.OwnOutput;
import dev.tocsin.pipeline.read.RangeRead;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Back-tests of series that a request brings along. */
final class InlineBacktest {
  private static final int LAGS = 12;
  private static final int MAX_GAP = 3;

  private final Replays replays;

  InlineBacktest(Replays replays) {
    this.replays = replays;
  }

  /**
   * Replays the series of a request.
   *
   * @param given the request's series, at least one
   */
  BacktestAnswer answer(BacktestRequest asked, JsonNode given) {
    BacktestSettings settings = settings(asked);
    List<InlineSeries> series = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      series.add(InlineSeries.of(given.get(i), i));
    }
    if (series.stream().allMatch(one -> one.millis().count() == 0)) {
      throw InlineSeries.wrong("series has no sample, expected at least one");
    }
    InlineGrid grid =
        new InlineMatrix(series, settings.maxPoints())
            .on(RequestDuration.parse("step", asked.step));
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
        replays.run(read, settings, new Replays.Known(known, asked.anomalies != null));
    return BacktestAnswer.of(
        grid.retimed(replayed.result()),
        settings,
        replayed.quality(),
        new BacktestAnswer.SeriesAnswers(
            grid.spacing().name().toLowerCase(Locale.ROOT),
            new InlineAnswers(series, grid).of(replayed.result(), read.unreadable())));
  }

  private BacktestSettings settings(BacktestRequest asked) {
    String kind = asked.kind == null ? TocsinConfig.Model.DEFAULT_KIND : asked.kind;
    replays.trainer(kind);
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
    if (gates.needForecast() && !replays.forecasts(kind)) {
      throw InlineSeries.wrong(
          "kind is " + Quoted.of(kind) + ", expected one that makes a forecast for these gates");
    }
    Optional<Duration> holdDown = RequestDuration.parse("hold_down", asked.holdDown);
    IncidentRules rules =
        Rules.withHoldDown(IncidentRules.standard().withGates(gates), "hold_down", holdDown);
    return BacktestSettings.of(recipe)
        .withRules(Replays.grouped(rules, asked))
        .withSchedule(schedule(kind));
  }

  /** What is costly to fit is fitted less often the more there is. */
  private static RefitSchedule schedule(String kind) {
    return kind.equals(SeasonalArTrainer.KIND) ? RefitSchedule.growing() : RefitSchedule.slowing();
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
}
