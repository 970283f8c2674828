package dev.tocsin.demo;

import dev.tocsin.series.Labels;

/** One series of a recording: its labels and all its samples, in time order. Immutable. */
final class RecordedSeries {
  private final Labels labels;
  private final Timeline timeline;
  private final double[] values;

  /**
   * The series with a value for each time.
   *
   * @throws IllegalArgumentException if there are not as many values as times
   */
  RecordedSeries(Labels labels, Timeline timeline, double... values) {
    if (values.length != timeline.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + labels + ", expected " + timeline.size());
    }
    this.labels = labels;
    this.timeline = timeline;
    this.values = values.clone();
  }

  Labels labels() {
    return labels;
  }

  Timeline timeline() {
    return timeline;
  }

  RecordedSeries later(long shiftMillis) {
    return new RecordedSeries(labels, timeline.later(shiftMillis), values);
  }

  int size() {
    return values.length;
  }

  double value(int index) {
    return values[index];
  }
}
