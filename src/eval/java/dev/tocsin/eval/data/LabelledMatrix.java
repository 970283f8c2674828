package dev.tocsin.eval.data;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.series.SeriesMatrix;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Series that are watched together, and when something was wrong with what they tell of. Immutable.
 *
 * <p>A column of the matrix is a sample of the file, in its order. The matrix's grid is nominal:
 * real files have gaps, jitter, and hours that stand twice; {@link #timeMillis} is what they say.
 */
public final class LabelledMatrix {
  private final String name;
  private final SeriesMatrix samples;
  private final long[] timesMillis;
  private final List<StepRange> truth;

  /**
   * Series with a time for each column.
   *
   * @param name unique within its benchmark
   * @param samples {@code [series × time]}
   * @param timesMillis the columns' times, in milliseconds since the epoch
   * @param truth the stretches known to be anomalous, as columns
   * @throws IllegalArgumentException if there are not as many times as columns, or a stretch ends
   *     after the last
   */
  public LabelledMatrix(
      String name, SeriesMatrix samples, long[] timesMillis, List<StepRange> truth) {
    if (timesMillis.length != samples.columns()) {
      throw new IllegalArgumentException(
          "%d times for %s, expected %d".formatted(timesMillis.length, name, samples.columns()));
    }
    for (StepRange stretch : truth) {
      if (stretch.last() >= samples.columns()) {
        throw new IllegalArgumentException(
            "%s has %d columns, expected them to reach the end of %s"
                .formatted(name, samples.columns(), stretch));
      }
    }
    this.name = name;
    this.samples = samples;
    this.timesMillis = timesMillis.clone();
    this.truth = List.copyOf(truth);
  }

  /** Series whose times are those of their grid. */
  public static LabelledMatrix onGrid(String name, SeriesMatrix samples, List<StepRange> truth) {
    long[] times = new long[samples.columns()];
    Arrays.setAll(times, samples.grid()::timeMillis);
    return new LabelledMatrix(name, samples, times, truth);
  }

  /** What the benchmark calls it. */
  public String name() {
    return name;
  }

  /** The samples, {@code [series × time]}, NaN where there is none. */
  public SeriesMatrix samples() {
    return samples;
  }

  /** The time that belongs to a column, in milliseconds since the epoch. */
  public long timeMillis(int column) {
    return timesMillis[column];
  }

  /** The stretches known to be anomalous, as columns. */
  public List<StepRange> truth() {
    return truth;
  }

  /** How many samples a series has. */
  public int columns() {
    return samples.columns();
  }

  /** How many points its series have together, gaps too. */
  public long points() {
    return (long) samples.rows() * samples.columns();
  }

  /** The distance of two samples, usually. */
  public Duration step() {
    return samples.grid().step();
  }
}
