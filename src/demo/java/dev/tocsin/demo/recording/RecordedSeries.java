package dev.tocsin.demo.recording;

import dev.tocsin.series.Labels;
import java.time.Duration;

/** One series of a recording: its labels and all its samples, in time order. Immutable. */
public final class RecordedSeries {
  private final Labels labels;
  private final Timeline timeline;
  private final double[] values;

  /**
   * The series with a value for each time.
   *
   * @throws IllegalArgumentException if there are not as many values as times
   */
  public RecordedSeries(Labels labels, Timeline timeline, double... values) {
    if (values.length != timeline.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + labels + ", expected " + timeline.size());
    }
    this.labels = labels;
    this.timeline = timeline;
    this.values = values.clone();
  }

  /** Which series. */
  public Labels labels() {
    return labels;
  }

  /** When its samples were taken. */
  public Timeline timeline() {
    return timeline;
  }

  RecordedSeries later(long shiftMillis) {
    return new RecordedSeries(labels, timeline.later(shiftMillis), values);
  }

  int size() {
    return values.length;
  }

  /** A sample, counted from 0. */
  public double value(int index) {
    return values[index];
  }

  /** The latest value not after a time; NaN if it is as old as {@code lookback}, or older. */
  public double valueAt(long timeMillis, Duration lookback) {
    int index = timeline.floor(timeMillis);
    return index < 0 || timeMillis - timeline.millis(index) >= lookback.toMillis()
        ? Double.NaN
        : values[index];
  }
}
