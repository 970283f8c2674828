package dev.tocsin.eval.report;

import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a plot shows: one series of a case, and what was said about it. Immutable.
 *
 * <p>NaN where there is no sample or no score.
 */
public final class PlotData {
  private final long[] timesMillis;
  private final double[] values;
  private final double[] expected;
  private final double[] lower;
  private final double[] upper;
  private final double[] scores;
  private final List<StepRange> truth;
  private final List<StepRange> alerts;

  /**
   * One series.
   *
   * @param row which of the case's series
   * @param verdict on that series, a point for each column
   * @param alerts that were rung, as columns
   */
  public PlotData(LabelledMatrix one, int row, SeriesVerdict verdict, List<StepRange> alerts) {
    this.values = one.samples().row(row);
    this.timesMillis = new long[values.length];
    for (int column = 0; column < values.length; column++) {
      timesMillis[column] = one.timeMillis(column);
    }
    this.expected = each(verdict, Scored::yhat);
    this.lower = each(verdict, Scored::yhatLower);
    this.upper = each(verdict, Scored::yhatUpper);
    this.scores = each(verdict, Scored::anomalyScore);
    this.truth = one.truth();
    this.alerts = List.copyOf(alerts);
  }

  private PlotData(PlotData whole, StepRange part) {
    this.timesMillis = Arrays.copyOfRange(whole.timesMillis, part.first(), part.last() + 1);
    this.values = part(whole.values, part);
    this.expected = part(whole.expected, part);
    this.lower = part(whole.lower, part);
    this.upper = part(whole.upper, part);
    this.scores = part(whole.scores, part);
    this.truth = part(whole.truth, part);
    this.alerts = part(whole.alerts, part);
  }

  /** The columns of a part of it; it must not reach beyond the end. */
  public PlotData part(StepRange part) {
    return new PlotData(this, part);
  }

  private static double[] part(double[] numbers, StepRange part) {
    return Arrays.copyOfRange(numbers, part.first(), part.last() + 1);
  }

  private static List<StepRange> part(List<StepRange> stretches, StepRange part) {
    return stretches.stream()
        .filter(part::overlaps)
        .map(
            stretch ->
                new StepRange(
                    Math.max(stretch.first(), part.first()) - part.first(),
                    Math.min(stretch.last(), part.last()) - part.first()))
        .toList();
  }

  private static double[] each(SeriesVerdict verdict, ToDoubleFunction<Scored> of) {
    return verdict.points().stream().mapToDouble(point -> number(point, of)).toArray();
  }

  private static double number(PointVerdict point, ToDoubleFunction<Scored> of) {
    return point instanceof Scored scored ? of.applyAsDouble(scored) : Double.NaN;
  }

  int size() {
    return values.length;
  }

  long timeMillis(int column) {
    return timesMillis[column];
  }

  double value(int column) {
    return values[column];
  }

  double expected(int column) {
    return expected[column];
  }

  double lower(int column) {
    return lower[column];
  }

  double upper(int column) {
    return upper[column];
  }

  double score(int column) {
    return scores[column];
  }

  List<StepRange> truth() {
    return truth;
  }

  List<StepRange> alerts() {
    return alerts;
  }
}
