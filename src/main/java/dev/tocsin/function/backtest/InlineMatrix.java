package dev.tocsin.function.backtest;

import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Puts series given inline on one grid.
 *
 * <p>Where no step is given and all series have the same times, as a single one has, each sample is
 * a step: samples that are late, early or double are judged like others, and that finds more than a
 * grid of even steps on series whose clocks are bad. Else the grid begins at the earliest time, and
 * each step holds the sample nearest to it; of several at one step the latest, and of several at
 * one time the last given.
 */
final class InlineMatrix {
  private static final Duration DEFAULT_STEP = Duration.ofMinutes(1);

  /** Times that run backward in more places than one in so many are in no order. */
  private static final int RARELY_BACKWARD = 100;

  private final List<InlineSeries> series;
  private final long maxPoints;

  InlineMatrix(List<InlineSeries> series, long maxPoints) {
    this.series = series;
    this.maxPoints = maxPoints;
  }

  /** The grid with this step, or with the median distance of a series' times. */
  InlineGrid on(Optional<Duration> given) {
    Duration step = given.orElseGet(this::medianStep);
    if (step.toMillis() < 1) {
      throw ProblemException.badRequest("step is \"0s\", expected 1ms or more");
    }
    InlineSeries first = series.get(0);
    boolean isOneClock = series.stream().allMatch(one -> one.hasTimesOf(first));
    return given.isEmpty() && isOneClock ? inOrder(first, step) : byTime(step);
  }

  private InlineGrid inOrder(InlineSeries clock, Duration step) {
    int[] samples = order(clock);
    int[] columns = new int[samples.length];
    IntStream.range(0, samples.length).forEach(column -> columns[samples[column]] = column);
    checkSize(samples.length, step);
    long start = Math.round(clock.millis().at(samples[0]));
    SeriesMatrix.Builder matrix =
        SeriesMatrix.on(new TimeGrid(start, step.toMillis(), samples.length));
    for (InlineSeries one : series) {
      int row = newRow(matrix, one);
      IntStream.range(0, samples.length)
          .forEach(sample -> matrix.set(row, columns[sample], one.values().at(sample)));
    }
    InlineGrid.Place place = new Columns(columns, IntStream.range(0, samples.length).toArray());
    return new InlineGrid(
        matrix.build(),
        InlineGrid.Spacing.ORDER,
        Collections.nCopies(series.size(), place),
        column -> clock.millis().at(samples[column]));
  }

  /** The samples in the order of time: that in which they were given, where clocks went back. */
  private static int[] order(InlineSeries one) {
    int count = one.millis().count();
    long backward =
        IntStream.range(1, count).filter(i -> one.millis().at(i) < one.millis().at(i - 1)).count();
    return backward * RARELY_BACKWARD > count ? sorted(one) : IntStream.range(0, count).toArray();
  }

  /** Stable: of samples at one time the last given stays last. */
  private static int[] sorted(InlineSeries one) {
    return IntStream.range(0, one.millis().count())
        .boxed()
        .sorted(Comparator.comparingDouble(one.millis()::at))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The steps of samples. */
  private static final class Columns implements InlineGrid.Place {
    private final int[] columns;
    private final int[] held;

    /**
     * Takes over the arrays.
     *
     * @param columns by sample
     * @param held which sample a step holds, by sample of the same step
     */
    Columns(int[] columns, int[] held) {
      this.columns = columns;
      this.held = held;
    }

    @Override
    public int column(int sample) {
      return columns[sample];
    }

    @Override
    public boolean isHeld(int sample) {
      return held[sample] == sample;
    }
  }

  private static int newRow(SeriesMatrix.Builder matrix, InlineSeries one) {
    int rows = matrix.rows();
    int row = matrix.row(one.labels());
    if (row < rows) {
      throw ProblemException.badRequest(
          "series " + one.labels() + " is given twice, expected labels that tell series apart");
    }
    return row;
  }

  private void checkSize(double steps, Duration step) {
    if (steps * series.size() > maxPoints) {
      throw new ProblemException(
          Problem.Kind.TOO_LARGE,
          "%d series over %.0f steps of %s, expected at most %d points: give fewer or a longer step"
              .formatted(series.size(), steps, PrometheusDuration.format(step), maxPoints));
    }
  }

  private InlineGrid byTime(Duration step) {
    double start = ends().min().orElseThrow();
    double steps = Math.rint((ends().max().orElseThrow() - start) / step.toMillis()) + 1;
    checkSize(steps, step);
    TimeGrid grid = new TimeGrid(Math.round(start), step.toMillis(), (int) steps);
    SeriesMatrix.Builder matrix = SeriesMatrix.on(grid);
    List<InlineGrid.Place> places = new ArrayList<>();
    for (InlineSeries one : series) {
      places.add(fill(matrix, newRow(matrix, one), one, grid));
    }
    return new InlineGrid(matrix.build(), InlineGrid.Spacing.TIME, places, grid::timeMillis);
  }

  private DoubleStream ends() {
    return series.stream()
        .flatMapToDouble(
            one -> IntStream.range(0, one.millis().count()).mapToDouble(one.millis()::at));
  }

  private Duration medianStep() {
    double[] distances =
        series.stream()
            .flatMapToDouble(
                one -> {
                  double[] sorted =
                      IntStream.range(0, one.millis().count())
                          .mapToDouble(one.millis()::at)
                          .sorted()
                          .distinct()
                          .toArray();
                  return IntStream.range(1, sorted.length)
                      .mapToDouble(i -> sorted[i] - sorted[i - 1]);
                })
            .sorted()
            .toArray();
    return distances.length == 0
        ? DEFAULT_STEP
        : Duration.ofMillis(Math.max(1, Math.round(distances[distances.length / 2])));
  }

  private static InlineGrid.Place fill(
      SeriesMatrix.Builder matrix, int row, InlineSeries one, TimeGrid grid) {
    int[] columns = new int[one.millis().count()];
    Map<Integer, Integer> held = new HashMap<>();
    for (int sample : sorted(one)) {
      long step = Math.round((one.millis().at(sample) - grid.startMillis()) / grid.stepMillis());
      columns[sample] = (int) Math.max(0, Math.min(grid.count() - 1L, step));
      double value = one.values().at(sample);
      if (!Double.isNaN(value)) {
        matrix.set(row, columns[sample], value);
        held.put(columns[sample], sample);
      }
    }
    int[] holders =
        IntStream.range(0, columns.length)
            .map(sample -> held.getOrDefault(columns[sample], sample))
            .toArray();
    return new Columns(columns, holders);
  }
}
