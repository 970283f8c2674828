package dev.tocsin.function.backtest;

import dev.tocsin.pipeline.backtest.BacktestResult;
import dev.tocsin.pipeline.backtest.KnownAnomaly;
import dev.tocsin.pipeline.backtest.Retimed;
import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Instant;
import java.util.List;

/**
 * Series given inline as a matrix, and which of its steps each of their samples became.
 *
 * @param matrix {@code [series × time]}, in the order of the series
 * @param spacing how samples became steps
 * @param places of each series' samples, in the order of the series
 * @param times of the steps, in milliseconds since the epoch, as they were given
 */
record InlineGrid(SeriesMatrix matrix, Spacing spacing, List<Place> places, Times times) {
  /** Copies the list. */
  InlineGrid {
    places = List.copyOf(places);
  }

  /** How samples became steps. */
  enum Spacing {
    /** Each sample is a step, in the order of time, however far it lies from the next. */
    ORDER,
    /** Each step holds the sample nearest to it. */
    TIME
  }

  /** The steps of a series' samples. */
  interface Place {
    /** The step of a sample, by its place in the request. */
    int column(int sample);

    /** Whether the step holds this sample, and not another one nearest to it. */
    boolean isHeld(int sample);
  }

  /** The times of the steps. */
  interface Times {
    double millis(int column);
  }

  /** The result with the times that were given in place of those of even steps. */
  BacktestResult retimed(BacktestResult result) {
    return spacing == Spacing.TIME ? result : Retimed.of(result, this::given);
  }

  private Instant given(Instant even) {
    TimeGrid grid = matrix.grid();
    int column = (int) ((even.toEpochMilli() - grid.startMillis()) / grid.stepMillis());
    return time(column);
  }

  private Instant time(int column) {
    return Instant.ofEpochMilli(Math.round(times.millis(column)));
  }

  /**
   * The anomaly with the times of even steps in place of those that were given.
   *
   * @throws InvalidJobException if no sample lies within
   */
  KnownAnomaly evened(KnownAnomaly anomaly) {
    if (spacing == Spacing.TIME) {
      return anomaly;
    }
    int first = 0;
    while (first < matrix.columns() && time(first).isBefore(anomaly.from())) {
      first++;
    }
    int last = matrix.columns() - 1;
    while (last >= 0 && time(last).isAfter(anomaly.to())) {
      last--;
    }
    if (first > last) {
      throw new InvalidJobException(
          anomaly.name(),
          anomaly.from() + " to " + anomaly.to(),
          "a time with a sample, between " + time(0) + " and " + time(matrix.columns() - 1));
    }
    TimeGrid grid = matrix.grid();
    return new KnownAnomaly(anomaly.name(), grid.time(first), grid.time(last), anomaly.isOf());
  }
}
