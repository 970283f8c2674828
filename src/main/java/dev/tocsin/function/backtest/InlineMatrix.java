package dev.tocsin.function.backtest;

import dev.tocsin.function.backtest.InlineSeries.Samples;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts series given inline on one grid.
 *
 * <p>The grid begins at the earliest time. Each step holds the sample nearest to it; of several at
 * one step the latest, and of several at one time the last given. Times may be in any order.
 */
final class InlineMatrix {
  private static final Duration DEFAULT_STEP = Duration.ofMinutes(1);

  private final List<InlineSeries> series;
  private final long maxPoints;

  InlineMatrix(List<InlineSeries> series, long maxPoints) {
    this.series = series;
    this.maxPoints = maxPoints;
  }

  /** The matrix with this step, or with the median distance of a series' times. */
  SeriesMatrix on(Optional<Duration> given) {
    Duration step = given.orElseGet(this::medianStep);
    if (step.toMillis() < 1) {
      throw InlineSeries.wrong("step is \"0s\", expected 1ms or more");
    }
    double start = ends().min().orElseThrow();
    double steps = Math.rint((ends().max().orElseThrow() - start) / step.toMillis()) + 1;
    if (steps * series.size() > maxPoints) {
      throw new ProblemException(
          Problem.Kind.TOO_LARGE,
          "%d series over %.0f steps of %s, expected at most %d points: give fewer or a longer step"
              .formatted(series.size(), steps, PrometheusDuration.format(step), maxPoints));
    }
    TimeGrid grid = new TimeGrid(Math.round(start), step.toMillis(), (int) steps);
    SeriesMatrix.Builder matrix = SeriesMatrix.on(grid);
    for (InlineSeries one : series) {
      int rows = matrix.rows();
      int row = matrix.row(one.labels());
      if (row < rows) {
        throw InlineSeries.wrong(
            "series " + one.labels() + " is given twice, expected labels that tell series apart");
      }
      fill(matrix, row, one, grid);
    }
    return matrix.build();
  }

  private java.util.stream.DoubleStream ends() {
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

  private static void fill(SeriesMatrix.Builder matrix, int row, InlineSeries one, TimeGrid grid) {
    Samples millis = one.millis();
    Integer[] order = IntStream.range(0, millis.count()).boxed().toArray(Integer[]::new);
    // Stable: of samples at one time the last given stays last.
    Arrays.sort(order, Comparator.comparingDouble(millis::at));
    for (int i : order) {
      double value = one.values().at(i);
      if (!Double.isNaN(value)) {
        long step = Math.round((millis.at(i) - grid.startMillis()) / grid.stepMillis());
        matrix.set(row, (int) Math.max(0, Math.min(grid.count() - 1L, step)), value);
      }
    }
  }
}
