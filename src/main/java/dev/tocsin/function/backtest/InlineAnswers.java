package dev.tocsin.function.backtest;

import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.function.answer.PointAnswer;
import dev.tocsin.function.answer.SeriesAnswer;
import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesRead;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers for series given inline: a point for each sample, in the order in which they stood. */
final class InlineAnswers {
  private static final String ANOTHER = "another sample at the step";

  private final InlineGrid grid;
  private final Map<Labels, Integer> indexes = new HashMap<>();
  private final List<InlineSeries> series;

  InlineAnswers(List<InlineSeries> series, InlineGrid grid) {
    this.series = series;
    this.grid = grid;
    for (int i = 0; i < series.size(); i++) {
      indexes.put(series.get(i).labels(), i);
    }
  }

  /** The answers for series that were replayed on the grid, and for those that were not. */
  List<SeriesAnswer> of(BacktestResult result, List<SeriesRead.Unreadable> unreadable) {
    return Stream.concat(
            result.series().stream().map(this::answer), unreadable.stream().map(SeriesAnswer::of))
        .toList();
  }

  private SeriesAnswer answer(SeriesVerdict verdict) {
    int index = indexes.getOrDefault(verdict.labels(), 0);
    InlineSeries given = series.get(index);
    InlineGrid.Place place = grid.places().get(index);
    List<PointAnswer> points =
        IntStream.range(0, given.millis().count())
            .mapToObj(sample -> point(verdict, given, place, sample))
            .toList();
    return SeriesAnswer.of(verdict).with(points);
  }

  private static PointAnswer point(
      SeriesVerdict verdict, InlineSeries given, InlineGrid.Place place, int sample) {
    Instant time = Instant.ofEpochMilli(Math.round(given.millis().at(sample)));
    if (Double.isNaN(given.values().at(sample))) {
      return PointAnswer.without(time, Reason.NO_SAMPLE.text());
    }
    return place.isHeld(sample)
        ? PointAnswer.of(verdict.points().get(place.column(sample))).at(time)
        : PointAnswer.without(time, ANOTHER);
  }
}
